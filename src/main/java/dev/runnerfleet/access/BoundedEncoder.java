package dev.runnerfleet.access;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Lets a few passwords be hashed at a time, because each takes 16 MiB and a crowd of
 * sign-ins would take all there is.
 */
class BoundedEncoder implements PasswordEncoder {

	static final int PERMITS = 2;

	private final PasswordEncoder encoder;

	private final Semaphore permits = new Semaphore(PERMITS, true);

	BoundedEncoder(PasswordEncoder encoder) {
		this.encoder = encoder;
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		return inTurn(() -> this.encoder.encode(password));
	}

	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
		return inTurn(() -> this.encoder.matches(password, encoded));
	}

	private <T extends @Nullable Object> T inTurn(Supplier<T> work) {
		this.permits.acquireUninterruptibly();
		try {
			return work.get();
		}
		finally {
			this.permits.release();
		}
	}

}
