package dev.runnerfleet.access.factor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TotpTest {

	private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

	/** The standard's own examples, of which authenticators show the last six digits. */
	@ParameterizedTest
	@CsvSource({ "59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "2000000000, 279037",
			"20000000000, 353130" })
	void codesAreThoseOfTheStandard(long second, String code) {
		assertThat(Totp.code(KEY, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
	}

	@ParameterizedTest
	@CsvSource({ "-60, false", "-30, true", "0, true", "30, true", "60, false" })
	void aClockMayDifferByAStep(long seconds, boolean taken) {
		Instant now = Instant.ofEpochSecond(1_234_567_890);
		String code = Totp.code(KEY, Totp.step(now.plusSeconds(seconds)));
		assertThat(Totp.matching(KEY, code, now).isPresent()).isEqualTo(taken);
	}

	@Test
	void keysAreWrittenAsAuthenticatorsTakeThem() {
		assertThat(Base32.encode("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
		assertThat(Base32.encode(KEY)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
		assertThat(Authenticator.decode(Base32.encode(KEY))).isEqualTo(KEY);
	}

}
