package dev.runnerfleet.aws;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The room that one kind of work has in one region: a region that hangs fills its own
 * bulkhead and no other, and is probed by one call at a time until it answers.
 */
public class Bulkhead {

	/** So many calls in a row without an answer are no accident. */
	private static final int SILENT = 3;

	private final int width;

	private int inside;

	private int unanswered;

	Bulkhead(int width) {
		this.width = width;
	}

	/**
	 * Does work if there is room for it.
	 * @param <T> what the work gives
	 * @param work calls of AWS
	 * @return what the work gave, empty if there is no room now
	 */
	public <T> Optional<T> attempt(Supplier<T> work) {
		if (!enter()) {
			return Optional.empty();
		}
		AwsFailure failure = null;
		try {
			return Optional.of(work.get());
		}
		catch (AwsFailure ex) {
			failure = ex;
			throw ex;
		}
		finally {
			leave(failure);
		}
	}

	/** Enters if there is room; who has entered must leave. */
	public synchronized boolean enter() {
		if (this.inside >= (silent() ? 1 : this.width)) {
			return false;
		}
		this.inside++;
		return true;
	}

	/**
	 * Makes room again.
	 * @param failure how the work failed, {@code null} if it did not
	 * @return whether the region has become silent by that
	 */
	public synchronized boolean leave(@Nullable AwsFailure failure) {
		this.inside--;
		boolean before = silent();
		boolean answered = failure == null || failure.kind() != AwsFailure.Kind.UNKNOWN;
		this.unanswered = answered ? 0 : this.unanswered + 1;
		return silent() && !before;
	}

	/** Makes room again without having asked anything. */
	public synchronized void turnBack() {
		this.inside--;
	}

	/** Whether the region does not answer, as far as this bulkhead can tell. */
	public synchronized boolean silent() {
		return this.unanswered >= SILENT;
	}

}
