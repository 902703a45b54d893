package dev.runnerfleet.access.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordRuleTest {

	@ParameterizedTest
	@ValueSource(strings = { "password1234", "Password123!", "P@ssw0rd2026!", "iloveyou1234", "admin1234567",
			"administrator", "1qaz2wsx3edc4rfv", "baseballfootball", "iloveyouforever", "passwort1234", "motdepasse12",
			"Summer2026!!", "Welcome12345!", "ChangeMe!2026", "changeme1234", "пароль123456", "qazwsxedcrfv",
			"112233445566", "QWERTYUIOPqwertyuiop", "ｐａｓｓｗｏｒｄ１２３４" })
	void commonPasswordsAreRefusedHoweverTheyAreDecorated(String password) {
		assertThat(PasswordRule.problem(password, "mara")).hasValueSatisfying(
				(words) -> assertThat(words).startsWith("This is ").endsWith("nothing to do with each other."));
	}

	/** They look like nothing to whoever does not know the keys of another alphabet. */
	@ParameterizedTest
	@ValueSource(strings = { "vsebudetxorosho", "VseBudetXorosho", "prostoyparol", "flvbybcnhfwbz", "stairwaytoheaven",
			"q1w2e3r4t5y6" })
	void whatManyUseIsRefusedThoughItLooksLikeNothing(String password) {
		assertThat(PasswordRule.problem(password, "mara"))
			.hasValueSatisfying((words) -> assertThat(words).startsWith("This is close to a password that many"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "passwordpassword", "abcabcabcabc", "ababababababab", "äöüäöüäöüäöü", "............",
			"             ", "xk7!xk7!xk7!xk7!" })
	void repetitionsAreRefused(String password) {
		assertThat(PasswordRule.problem(password, "mara"))
			.contains("This repeats itself. Use a few words that have nothing to do with each other.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "aaaaaaaaaaaa", "abcdefghijkl", "zyxwvutsrqpo", "asdfghjkl;'#", "zxcvbnm,./12",
			"98765432109876543210" })
	void rowsOfLettersDigitsAndKeysAreRefused(String password) {
		assertThat(PasswordRule.problem(password, "mara")).isPresent();
	}

	@ParameterizedTest
	@CsvSource({ "maramaramara,mara", "marathemaramara,mara", "mara-2026-mara,mara", "ARAMmara1234,mara",
			"m4r4.k3ll3r2026,mara.keller", "mara.keller!23,mara.keller@example.com", "rellekaram1234,mara.keller",
			"Runner-Fleet-1,mara", "runnerfleetportal,mara", "gitlab-portal-2026,mara", "latrop-telf,mara" })
	void ownNamesAreRefusedForwardsAndBackwards(String password, String name) {
		assertThat(PasswordRule.problem(password, name)).isPresent();
	}

	@Test
	void aNameIsSaidToBeOne() {
		assertThat(PasswordRule.problem("mara-2026-mara", "mara")).hasValueSatisfying(
				(words) -> assertThat(words).startsWith("This is little more than a user name or the portal's own"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "correct horse battery", "green tables walk", "xkqzvjwmpytr", "hT7#kQ9!wZ2p",
			"blaue Tische gehen", "drei grüne Äpfel im Zug", "四つの青い机が歩いて行くよね", "mara likes green tables",
			"DE0UcAEr-8xYDtGVXSXyCOlG" })
	void whatNobodyGuessesIsAccepted(String password) {
		assertThat(PasswordRule.problem(password, "mara")).isEmpty();
	}

	@Test
	void lengthIsCountedInCharactersAndHasAnEndThatLeavesRoom() {
		String length = "Use 12 to 128 characters.";
		assertThat(PasswordRule.problem("hT7#kQ9!wZ2", "mara")).contains(length);
		String long64 = "green tables walk over the 7 hills and sing of Xq until it rains";
		assertThat(PasswordRule.problem(long64, "mara")).isEmpty();
		assertThat(PasswordRule.problem(long64 + long64, "mara")).isEmpty();
		assertThat(PasswordRule.problem(long64 + long64 + "x", "mara")).contains(length);
		assertThat(PasswordRule.problem("🐘🌵🚲🎻🧭🪁🦉🧊🌋🛶🥨", "mara")).contains(length);
		assertThat(PasswordRule.problem("🐘🌵🚲🎻🧭🪁🦉🧊🌋🛶🥨🪗", "mara")).isEmpty();
	}

}
