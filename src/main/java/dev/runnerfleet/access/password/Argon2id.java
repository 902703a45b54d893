package dev.runnerfleet.access.password;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes passwords by Argon2id with 19 MiB, two passes and one lane, as OWASP's Password
 * Storage Cheat Sheet asks for. A hash that took less is known as such, and replaced when
 * its owner signs in.
 */
final class Argon2id implements PasswordEncoder {

	private static final String ID = "argon2@SpringSecurity_v5_8";

	private static final int SALT_BYTES = 16;

	private static final int HASH_BYTES = 32;

	private static final int LANES = 1;

	private static final int KIBIBYTES = 19 * 1024;

	private static final int PASSES = 2;

	private final PasswordEncoder encoder = new DelegatingPasswordEncoder(ID,
			Map.of(ID, new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES)));

	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		return this.encoder.encode((password != null) ? PasswordText.normalised(password) : null);
	}

	/** Hashes of the weaker kind were made of what was typed, as it was. */
	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
		return this.encoder.matches(
				(password == null || upgradeEncoding(encoded)) ? password : PasswordText.normalised(password), encoded);
	}

	@Override
	public boolean upgradeEncoding(@Nullable String encoded) {
		return this.encoder.upgradeEncoding(encoded);
	}

}
