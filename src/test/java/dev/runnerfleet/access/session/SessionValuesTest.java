package dev.runnerfleet.access.session;

import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.Test;

import org.springframework.core.convert.ConversionFailedException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SessionValuesTest {

	@Test
	void aSecretCannotBeWrittenIntoASession() {
		assertThatExceptionOfType(ConversionFailedException.class)
			.isThrownBy(() -> SessionValues.conversion().convert(Secret.of("glrt-something"), byte[].class));
	}

}
