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
				"-----BEGIN OPENSSH PRIVATE KEY-----\nabc", "whsec_" + "aB3/".repeat(10) + "+a==",
				"ghp_" + "a1B2c3D4e5f6".repeat(3), "gho_" + "a1B2c3D4e5f6".repeat(3),
				"github_pat_11ABCDEFG0" + "a1B2c3D4e5f6_".repeat(4), "xoxb-123456789012-1234567890123-a1B2c3D4",
				"xoxe.xoxp-1-a1B2c3D4e5", "xapp-1-A1B2C3-123456-abc123");
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

	@ParameterizedTest
	@ValueSource(strings = { "aws_secret_access_key = %s", "AWS_SECRET_ACCESS_KEY=%s",
			"export AWS_SECRET_ACCESS_KEY='%s'", "-e AWS_SECRET_ACCESS_KEY=%s image",
			"aws configure set aws_secret_access_key %s", "{\"name\":\"AWS_SECRET_ACCESS_KEY\",\"value\":\"%s\"}",
			"\"SecretAccessKey\": \"%s\",", "<SecretAccessKey>%s</SecretAccessKey>", "AWS_SECRET_ACCESS_KEY: %s",
			"AWS_SECRET_ACCESS_KEY => \"%s\"", "$env:AWS_SECRET_ACCESS_KEY=\"%s\"", "--aws-secret-access-key %s",
			"AKIAABCDEFGHIJKLMNOP,%s", "secret_key = \"%s\"", "AWS_SECRET_ACCESS_KEY\\\":\\\"%s\\\"" })
	void aSecretKeyOfAwsIsMaskedBehindItsNameHoweverItIsWritten(String line) {
		String key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKZ";
		assertThat(TokenShapes.mask(line.formatted(key))).doesNotContain(key.substring(30), "K7MDENG").contains("••••");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0123456789abcdef0123", "wJalr%2FK7MDENG%2FbPxRfiCYzEXAMPLEK" })
	void soIsAKeyOfAnotherShapeBehindThatName(String key) {
		assertThat(TokenShapes.mask("AWS_SECRET_ACCESS_KEY=" + key)).isEqualTo("AWS_SECRET_ACCESS_KEY=••••");
		assertThat(TokenShapes.mask("-Daws.secretAccessKey=" + key)).isEqualTo("-Daws.secretAccessKey=••••");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://hooks.slack.com/services/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",
			"POST /services/T0AB1CD2E/B0AB1CD2E/a1B2c3D4e5f6a1B2c3D4e5f6 HTTP/1.1",
			"https://hooks.slack.com/triggers/T0AB1CD2E/1234567/a1B2c3D4e5f6a1B2c3D4e5f6" })
	void anAddressOfSlackIsMaskedAndMayBeTyped(String line) {
		assertThat(TokenShapes.mask(line)).contains("••••").doesNotContain("a1B2c3D4e5f6");
		assertThat(TokenShapes.in(line)).isFalse();
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
			"-----BEGIN CERTIFICATE-----", "e3b0c442-98fc-1c14-9afb-f4c8996fb924", "high_resolution_timers_enabled_now",
			"AWS_SECRET_ACCESS_KEY is not set", "aws_secret_access_key: the environment-variable-is-missing",
			"AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY", "github_pattern", "the xox- prefix", "whsec_",
			"GitHub gh_2", "https://gitlab.example.com/services/Team/Builds/main",
			"secret key of subnet-0a1b2c3d4e5f60718", "commit da39a3ee5e6b4b0d3255bfef95601890afd80709 on main" })
	void whatPeopleTypeStays(String text) {
		assertThat(TokenShapes.in(text)).isFalse();
		assertThat(TokenShapes.mask(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "A", "glrt-", "secretkey", "eyJ", "eyJa.", "://", "://a:", "-----BEGIN ", "t1_", "1",
			"ghp_", "gho_a", "xoxb-", "whsec_", "aws_secret_access_key", "aws_secret_access_key=", "/services/T", "xox",
			"xapp-1-" })
	void noTextExhaustsTheStackOrGoesRoundInCircles(String piece) {
		String text = piece.repeat(100_000 / piece.length());
		assertThatNoException().isThrownBy(() -> TokenShapes.mask(text));
		assertThatNoException().isThrownBy(() -> TokenShapes.in(text));
	}

}
