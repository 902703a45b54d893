package dev.runnerfleet.sandbox.gitlab;

import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers of nothing but spaces, too many or too slow. */
final class Spaces extends InputStream {

	private static final int BLOCK = 8 * 1024;

	private final CountDownLatch never = new CountDownLatch(1);

	private final Duration pause;

	private int blocks;

	private Spaces(int blocks, Duration pause) {
		this.blocks = blocks;
		this.pause = pause;
	}

	/** A hundred megabytes at once. */
	static ResponseEntity<Object> huge() {
		return created(new Spaces(100 * 1024 * 1024 / BLOCK, Duration.ZERO));
	}

	/** Two minutes of a little every second. */
	static ResponseEntity<Object> drip() {
		return created(new Spaces(120, Duration.ofSeconds(1)));
	}

	@Override
	public int read() {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0];
	}

	@Override
	public int read(byte[] target, int offset, int length) {
		this.blocks--;
		if (this.blocks < 0) {
			return -1;
		}
		try {
			this.never.await(this.pause.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return -1;
		}
		int count = Math.min(length, BLOCK);
		Arrays.fill(target, offset, offset + count, (byte) ' ');
		return count;
	}

	private static ResponseEntity<Object> created(Spaces body) {
		return ResponseEntity.status(201).contentType(MediaType.APPLICATION_JSON).body(new InputStreamResource(body));
	}

}
