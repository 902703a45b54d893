package dev.runnerfleet.gitlab.reading;

import java.util.Optional;
import java.util.stream.Stream;

import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.UnusableSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What read tokens are encrypted with. A key that the portal makes itself lies beside the
 * database and so does not count.
 *
 * @param readTokenKey 32 bytes in Base64
 * @param secondFactorKey the same for second factors, from which another key follows
 * where the first is missing
 */
@ConfigurationProperties("portal")
record ReadTokenProperties(@Nullable Secret readTokenKey, @Nullable Secret secondFactorKey) {

	private static final String PURPOSE = "read tokens";

	/** Empty where no key is configured: then nothing is kept. */
	Optional<KeyVault> vault() {
		return Stream
			.of(Optional.ofNullable(this.readTokenKey)
				.filter((key) -> !key.isBlank())
				.map((key) -> new KeyVault(() -> bytes(key))),
					Optional.ofNullable(this.secondFactorKey)
						.filter((key) -> !key.isBlank())
						.map((key) -> new KeyVault(() -> KeyVault.key(key).orElseThrow()).derived(PURPOSE)))
			.flatMap(Optional::stream)
			.findFirst();
	}

	/**
	 * Looks at the key before anybody needs it.
	 * @throws UnusableSetting if it is none
	 */
	void check() {
		if (this.readTokenKey != null && !this.readTokenKey.isBlank()) {
			bytes(this.readTokenKey);
		}
	}

	private static byte[] bytes(Secret key) {
		return KeyVault.key(key)
			.orElseThrow(() -> new UnusableSetting("portal.read-token-key is not 32 bytes in Base64.",
					"Make one with: openssl rand -base64 32. Tokens that were kept with another key are asked for anew."));
	}

}
