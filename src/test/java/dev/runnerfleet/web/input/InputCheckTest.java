package dev.runnerfleet.web.input;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which values are taken for tokens in which fields. */
class InputCheckTest {

	/** As {@code openssl rand -base64 30} makes them. */
	private static final String RANDOM = "Zm9v1mFyQmF6/XV4cXV1eGNvcmdlZ3JhdWx0Z2Fy";

	@Test
	void whatIsRandomIsAKeyForOnceOnlyAndNothingElse() {
		assertThat(InputCheck.objection("Idempotency-Key", RANDOM)).isEmpty();
		assertThat(InputCheck.objection("Idempotency-Key", "glrt-made-up-token-000001")).isPresent();
		assertThat(InputCheck.objection("name", RANDOM)).isPresent();
	}

}
