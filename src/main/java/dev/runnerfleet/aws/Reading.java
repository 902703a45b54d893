package dev.runnerfleet.aws;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What came of asking AWS for a page.
 *
 * @param <T> what was asked for
 */
public sealed interface Reading<T> {

	/** AWS told it. */
	record Told<T>(T value) implements Reading<T> {

	}

	/** AWS refused, or could not be asked. */
	record Refused<T>(AwsFailure why) implements Reading<T> {

	}

	/** AWS has not said anything yet; it may be asked again. */
	record Late<T>(AwsFailure why) implements Reading<T> {

	}

	/** Asks at once, in this thread. */
	static <T> Reading<T> of(Supplier<T> question) {
		try {
			return new Told<>(question.get());
		}
		catch (AwsFailure ex) {
			return new Refused<>(ex);
		}
	}

	/** What AWS told, else something in its place. */
	default T orElse(T other) {
		return (this instanceof Told<T> told) ? told.value() : other;
	}

	/**
	 * What AWS told.
	 * @throws AwsFailure if AWS refused or has not said anything
	 */
	default T orThrow() {
		if (this instanceof Told<T> told) {
			return told.value();
		}
		throw failure().orElseThrow();
	}

	/** Whether AWS has not said anything yet. */
	default boolean isLate() {
		return this instanceof Late;
	}

	/** Why it was not told, empty if it was. */
	default Optional<AwsFailure> failure() {
		if (this instanceof Refused<T> refused) {
			return Optional.of(refused.why());
		}
		return (this instanceof Late<T> late) ? Optional.of(late.why()) : Optional.empty();
	}

}
