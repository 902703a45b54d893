package dev.runnerfleet.gitlab.reading;

import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.UnusableSetting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReadTokenPropertiesTest {

	private static final Secret KEY = Secret.of("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");

	@Test
	void withoutAConfiguredKeyNothingIsKept() {
		assertThat(new ReadTokenProperties(null, null).vault()).isEmpty();
		assertThat(new ReadTokenProperties(Secret.of(" "), Secret.of("")).vault()).isEmpty();
	}

	@Test
	void theKeyOfSecondFactorsServesByAnotherThatFollowsFromIt() {
		KeyVault derived = new ReadTokenProperties(null, KEY).vault().orElseThrow();
		String sealed = derived.seal(new byte[] { 1 }, "a");
		assertThat(new ReadTokenProperties(Secret.of(""), KEY).vault().orElseThrow().open(sealed, "a")).hasSize(1);
		assertThatExceptionOfType(KeyVault.LostKey.class)
			.isThrownBy(() -> new ReadTokenProperties(KEY, null).vault().orElseThrow().open(sealed, "a"));
	}

	@Test
	void whatIsNoKeyIsSaidWithoutTheValue() {
		assertThatExceptionOfType(UnusableSetting.class)
			.isThrownBy(() -> new ReadTokenProperties(Secret.of("tooshort"), KEY).check())
			.withMessageContaining("portal.read-token-key")
			.withMessageNotContaining("tooshort");
	}

}
