package dev.runnerfleet.access.password;

import java.util.Comparator;
import java.util.Optional;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.matchers.Match;

/** Why a password would soon be guessed. */
enum EasyGuess {

	NAME("This is little more than a user name or the portal's own name."), REPETITION("This repeats itself."),
	ROW("This is a row of letters, digits or keys."), DATE("This is little more than a date."),
	COMMON("This is close to a password that many people use.");

	/** How many guesses a hundred years hold, at the ten a minute that sign-in allows. */
	private static final double ENOUGH = 10.0 * 60 * 24 * 365 * 100;

	private final String words;

	EasyGuess(String words) {
		this.words = words;
	}

	/** What makes a password easy to guess, empty where nothing does. */
	static Optional<EasyGuess> of(String password, String name) {
		Names names = Names.of(name);
		String own = names.takenOutOf(password);
		Strength strength = Guesser.measure(own, names.words());
		if (strength.getGuesses() >= ENOUGH) {
			return CommonPasswords.contain(password) ? Optional.of(COMMON) : Optional.empty();
		}
		return Optional.of((own.length() < password.length()) ? NAME : cause(strength));
	}

	String words() {
		return this.words + " Use a few words that have nothing to do with each other.";
	}

	private static EasyGuess cause(Strength strength) {
		return strength.getSequence()
			.stream()
			.max(Comparator.comparingInt(Match::tokenLength))
			.map(EasyGuess::cause)
			.orElse(COMMON);
	}

	private static EasyGuess cause(Match longest) {
		return switch (longest.pattern) {
			case Repeat -> REPETITION;
			case Sequence, Spatial -> ROW;
			case Date, Regex -> DATE;
			case Dictionary, Bruteforce -> "user_inputs".equals(longest.dictionaryName) ? NAME : COMMON;
		};
	}

}
