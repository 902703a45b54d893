package dev.runnerfleet.access.password;

import java.lang.ref.SoftReference;
import java.util.List;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;

/**
 * Reckons how many guesses a password takes, by what people choose: common passwords,
 * words, names, dates, rows of keys, repetitions. Its word lists are kept while there is
 * room.
 */
final class Guesser {

	/** What comes after so many characters adds time and no truth. */
	private static final int LONGEST = 64;

	private static SoftReference<Zxcvbn> guesser = new SoftReference<>(null);

	private Guesser() {
	}

	/** One at a time, because it keeps a processor busy. */
	static synchronized Strength measure(String password, List<String> names) {
		return zxcvbn().measure(password.substring(0, Math.min(password.length(), LONGEST)), names);
	}

	private static Zxcvbn zxcvbn() {
		Zxcvbn known = guesser.get();
		if (known == null) {
			known = new Zxcvbn();
			guesser = new SoftReference<>(known);
		}
		return known;
	}

}
