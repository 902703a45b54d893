package dev.runnerfleet.access.password;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes a few passwords at a time, because each takes much memory and a processor for a
 * while. It has threads of its own: others, which may share few of the system's, go on
 * beside.
 */
class BoundedEncoder implements PasswordEncoder, AutoCloseable {

	private final PasswordEncoder encoder;

	private final ThreadPoolExecutor threads;

	/** Bounds an encoder as fits the machine. */
	BoundedEncoder(PasswordEncoder encoder) {
		this(encoder, Math.max(1, Runtime.getRuntime().availableProcessors() / 2), 16);
	}

	/**
	 * @param atOnce how many passwords are hashed at a time
	 * @param waiting how many may wait for it
	 */
	BoundedEncoder(PasswordEncoder encoder, int atOnce, int waiting) {
		this.encoder = encoder;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("password-");
		factory.setDaemon(true);
		this.threads = new ThreadPoolExecutor(atOnce, atOnce, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(waiting),
				factory);
		this.threads.allowCoreThreadTimeOut(true);
	}

	/**
	 * Hashes a password.
	 * @throws HashingQueue.TooBusy at once, where too many wait already
	 */
	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		return await(() -> this.encoder.encode(password));
	}

	/**
	 * Compares a password with a hash.
	 * @throws HashingQueue.TooBusy at once, where too many wait already
	 */
	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
		return await(() -> this.encoder.matches(password, encoded));
	}

	@Override
	public boolean upgradeEncoding(@Nullable String encoded) {
		return this.encoder.upgradeEncoding(encoded);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/** How many passwords wait. */
	int waiting() {
		return this.threads.getQueue().size();
	}

	private <T extends @Nullable Object> T await(Callable<T> work) {
		try {
			Future<T> result = this.threads.submit(work);
			return result.get();
		}
		catch (RejectedExecutionException ex) {
			throw new HashingQueue.TooBusy();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new HashingQueue.TooBusy();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
	}

}
