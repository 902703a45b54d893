package dev.runnerfleet.access.factor;

import java.util.Objects;

import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.UnusableSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who needs a second factor, and what its keys are encrypted with.
 *
 * @param secondFactor who has to set one up; everybody else may
 * @param secondFactorKey 32 bytes in Base64; where it is missing, a file beside the
 * embedded database holds one
 */
@ConfigurationProperties("portal")
record FactorProperties(@DefaultValue("optional") Demand secondFactor, @Nullable Secret secondFactorKey) {

	/** Who has to have one. */
	enum Demand {

		OPTIONAL, ADMINISTRATORS, EVERYBODY

	}

	boolean hasKey() {
		return this.secondFactorKey != null && !this.secondFactorKey.isBlank();
	}

	byte[] key() {
		return KeyVault.key(Objects.requireNonNull(this.secondFactorKey))
			.orElseThrow(() -> new UnusableSetting("portal.second-factor-key is not 32 bytes in Base64.",
					"Make one with: openssl rand -base64 32. Whoever has set up a second factor needs the same key as before."));
	}

}
