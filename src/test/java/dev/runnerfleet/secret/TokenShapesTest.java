package dev.runnerfleet.secret;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class TokenShapesTest {

	private static final String REST = "Made1Up2".repeat(3);

	@ParameterizedTest
	@EnumSource
	void everyPrefixIsRecognisedWhereverItStands(TokenPrefix prefix) {
		String token = prefix.text() + REST;
		for (String text : new String[] { token, token.toLowerCase(), "my " + token + ".", "acme-" + token,
				"https://example.com/?a=" + token, "x" + token }) {
			assertThat(TokenShapes.in(text)).as(text).isTrue();
			assertThat(TokenShapes.mask(text)).as(text).doesNotContainIgnoringCase(REST).contains("••••");
		}
	}

	static Stream<String> others() {
		return Stream.of("t1_" + "a1B2c3D4e5".repeat(2), "AKIA" + "ABCD2345".repeat(2), "asia" + "abcd2345".repeat(2),
				"aws_secret_access_key = " + "aB3/".repeat(10), "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
				"-----BEGIN OPENSSH PRIVATE KEY-----\nabc");
	}

	@ParameterizedTest
	@MethodSource("others")
	void soAreOtherKeys(String text) {
		assertThat(TokenShapes.in(text)).isTrue();
		assertThat(TokenShapes.mask("AWS says: " + text)).contains("••••");
	}

	@Test
	void aSecretKeyOfAwsIsRecognisedByItself() {
		assertThat(TokenShapes.in(" " + "aB3/".repeat(10) + " ")).isTrue();
		assertThat(TokenShapes.in("da39a3ee5e6b4b0d3255bfef95601890afd80709")).isFalse();
	}

	@Test
	void aPasswordInAnAddressIsMasked() {
		assertThat(TokenShapes.mask("cannot reach https://ada:shibboleth@gitlab.example.com/ now"))
			.isEqualTo("cannot reach https://••••@gitlab.example.com/ now");
	}

	@ParameterizedTest
	@ValueSource(strings = { "blue-fleet", "asiapacificnortheast", "glass-house", "https://gitlab.example.com/a/b",
			"subnet-0a1b2c3d4e5f60718", "ami-0123456789abcdef0", "ada.lovelace@example.com", "",
			"arn:aws:cloudformation:eu-central-1:123456789012:stack/blue/0a1b2c3d-0000-1111-2222-333344445555",
			"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "* * 8-18 * * mon-fri *",
			"-----BEGIN CERTIFICATE-----", "e3b0c442-98fc-1c14-9afb-f4c8996fb924" })
	void whatPeopleTypeStays(String text) {
		assertThat(TokenShapes.in(text)).isFalse();
		assertThat(TokenShapes.mask(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a", "A", "glrt-", "secretkey", "eyJ", "eyJa.", "://", "://a:", "-----BEGIN ", "t1_", "1" })
	void noTextExhaustsTheStackOrGoesRoundInCircles(String piece) {
		String text = piece.repeat(100_000 / piece.length());
		assertThatNoException().isThrownBy(() -> TokenShapes.mask(text));
		assertThatNoException().isThrownBy(() -> TokenShapes.in(text));
	}

}
