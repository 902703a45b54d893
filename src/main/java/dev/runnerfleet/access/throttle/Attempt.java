package dev.runnerfleet.access.throttle;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One try of a password and all that it is counted by. What vouches for itself, a known
 * browser or a session, is counted by itself alone, so that strangers take nothing from
 * it.
 *
 * @param counters in the order in which their rows are locked
 */
public record Attempt(List<FailureCounter> counters) {

	/** No minute holds more than ten guesses of a name's password, wherever from. */
	private static final Budget NAME = new Budget(5, Duration.ofSeconds(12));

	/** Less than the name's, so that one address leaves something to the others. */
	private static final Budget NAME_FROM_ADDRESS = new Budget(4, Duration.ofSeconds(30));

	/** Of a million codes three are right, so there may be far fewer guesses. */
	private static final Budget CODE = new Budget(5, Duration.ofMinutes(5));

	/** For who tries one password on many names. */
	private static final Budget ADDRESS = new Budget(20, Duration.ofSeconds(3));

	/** Keeps hashing to a fraction of a core, and the table small. */
	private static final Budget ALL = new Budget(100, Duration.ofMillis(600));

	/**
	 * Somebody whom nothing vouches for.
	 * @param name as it was typed, also one that nobody has
	 * @param address the remote address, blank where it is not known
	 */
	public static Attempt ofStranger(String name, String address) {
		String who = name.toLowerCase(Locale.ROOT);
		String from = Addresses.group(address);
		return new Attempt(List.of(FailureCounter.of("name", who, NAME),
				FailureCounter.of("name-from-address", from + " " + who, NAME_FROM_ADDRESS),
				FailureCounter.of("address", from, ADDRESS), FailureCounter.of("all", "", ALL)));
	}

	/**
	 * Somebody whose browser has signed in under the same name before.
	 * @param mark what the browser is known by
	 */
	static Attempt ofBrowser(String mark) {
		return new Attempt(List.of(FailureCounter.of("browser", mark, NAME)));
	}

	/** Somebody whose password was right, and who gives a code of six digits. */
	static Attempt ofCode(String name) {
		return new Attempt(List.of(FailureCounter.of("code", name, CODE)));
	}

	/**
	 * The same from a browser that has signed in under the same name before.
	 * @param mark what the browser is known by
	 */
	static Attempt ofCodeFromBrowser(String mark) {
		return new Attempt(List.of(FailureCounter.of("code-from-browser", mark, CODE)));
	}

	/** Somebody who has signed in, and confirms it with the password. */
	public static Attempt ofSession(String name) {
		return new Attempt(List.of(FailureCounter.of("session", name, NAME)));
	}

	/** Whether it is counted by itself alone. */
	public boolean isVouchedFor() {
		return this.counters.size() == 1;
	}

	List<String> keys() {
		return this.counters.stream().map(FailureCounter::key).toList();
	}

}
