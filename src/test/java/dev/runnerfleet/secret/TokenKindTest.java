package dev.runnerfleet.secret;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenKindTest {

	/**
	 * A digit stands for that many characters, so that nothing here looks like a token.
	 */
	@ParameterizedTest
	@CsvSource({ "glrt-,20,,RUNNER", "glrt-t1_,20,,RUNNER", "t3_,20,,RUNNER", "glrt-,27,.01.1h2abcdef,RUNNER",
			"glrtr-,20,,TRADED_RUNNER", "glrtr-,27,.01.1h2abcdef,TRADED_RUNNER", "our-glrt-,20,,RUNNER",
			"our.own-prefix-glrt-,20,,RUNNER", "GR1348941,20,,REGISTRATION", "our-GR1348941,20,,REGISTRATION",
			"glpat-,20,,ACCESS", "glpat-,27,.01.1h2abcdef,ACCESS", "our-glpat-,20,,ACCESS",
			"0123456789abcdef0123456789abcdef,32,,UNKNOWN", "gldt-,20,,DEPLOY", "glcbt-64_,20,,JOB",
			"glptt-,40,,TRIGGER", "glft-,20,,FEED", "glimt-,25,,INCOMING_MAIL", "glagent-,50,,AGENT",
			"gloas-,64,,OAUTH_SECRET", "glsoat-,20,,SCIM", "glffct-,20,,FEATURE_FLAGS", "'',20,,BARE",
			"our_own_,20,,UNKNOWN", "'',0,,MISSING", "'',3,,MALFORMED", "glrt-,20, and more,MALFORMED",
			"glrt-,20,é,MALFORMED", "'',600,,MALFORMED" })
	void isToldFromTheShape(String prefix, int length, String suffix, TokenKind kind) {
		String value = prefix + "x".repeat(length) + ((suffix != null) ? suffix : "");
		assertThat(TokenKind.of(Secret.of(value))).isEqualTo(kind);
	}

}
