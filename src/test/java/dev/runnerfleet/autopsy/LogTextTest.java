package dev.runnerfleet.autopsy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogTextTest {

	@ParameterizedTest
	@ValueSource(strings = { "token = 'glrt-t1_abcdefghijklmnopqrst'", "curl https://ada:hunter22@gitlab.example.com/",
			"Authorization: Bearer abcdef.ghijkl", "PRIVATE-TOKEN: abcdefghijkl", "password=hunter22 next",
			"\"token\":\"abc12345678\"", "AKIAABCDEFGHIJKLMNOP", "X-Amz-Security-Token=FwoGZXIvYXdzEBYaDH",
			"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9", "api_key: 0123456789",
			"posting with whsec_abcdefgh0123456789", "fatal: https://gho_abcdefgh0123456789ab@github.com/a/b",
			"remote: github_pat_abcdefgh0123456789_ab is not valid", "export SLACK=xoxb-0123456789-abcdefgh",
			"curl -d hi https://hooks.slack.com/services/T0123456789/B0123456789/abcdefgh0123",
			"aws configure set aws_secret_access_key 0123456789abcdefghij" })
	void hidesWhateverCouldOpenSomething(String line) {
		assertThat(LogText.clean(line)).contains("••••")
			.doesNotContain("abcdefgh", "hunter22", "abc12345678", "0123456789", "FwoGZ", "eyJ", "AKIA");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Verifying runner... is not valid", "PANIC: Failed to verify the runner: token: forbidden",
			"GitLab answered 403: {\"message\":\"403 Forbidden\"}", "https://gitlab.example.com/acme/app?x=1",
			"unable to locate credentials: AWS_SECRET_ACCESS_KEY is not set",
			"Downloading github_release_notes_of_docker",
			"Installing: amazon-cloudwatch-agent-1.300049.1b929-1.amzn2023.x86_64" })
	void leavesWhatHelps(String line) {
		assertThat(LogText.clean(line)).isEqualTo(line);
	}

	@Test
	void keepsOnlyWhatIsThereToRead() {
		Map<String, String> lines = Map.of("\u001B[31mred\u001B[0m", "red", "a\tb\u0007c", "a bc", "\u202Eevil", "evil",
				"a\u0000b", "ab", "10 %\r50 %\r100 %", "100 %", "done\r", "done", "\r\r", "");
		lines.forEach((line, clean) -> assertThat(LogText.clean(line)).isEqualTo(clean));
	}

	@Test
	void leavesOutAPrivateKeyOverAllItsLines() {
		LogText text = new LogText();
		List<String> lines = List.of("before", "-----BEGIN RSA PRIVATE KEY-----", "MIIEowIBAAKCAQEA",
				"-----END RSA PRIVATE KEY-----", "after");
		assertThat(lines.stream().map(text::next)).containsExactly("before", "••••", "", "", "after");
	}

	@Test
	void cutsALineWithoutCuttingACharacter() {
		String line = LogText.clean("\uD83D\uDE80".repeat(3000));
		assertThat(line.codePointCount(0, line.length())).isEqualTo(LogText.LONGEST);
		assertThat(line).endsWith("\uD83D\uDE80…");
	}

}
