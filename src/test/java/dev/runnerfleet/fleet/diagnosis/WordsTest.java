package dev.runnerfleet.fleet.diagnosis;

import java.util.Map;

import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.stack.OperationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "AWS has no [{type} ]machine[ in {zone}].|AWS has no machine in a.",
					"\"[{type} is gone.|Gone.]\"|Gone.", "\"[{zone}|there]\"|a", "In {zone}|In a" })
	void whatIsUnknownIsLeftOut(String text, String filled) {
		assertThat(new Words(text).filled(Map.of("zone", "a"))).isEqualTo(filled);
	}

	@Test
	void aForeignValueIsPlainTextAndShort() {
		Words words = new Words("See {thing}.");
		assertThat(words.filled(Map.of("thing", "“Remove” <b>\u202e\n{zone}[x]"))).isEqualTo("See Remove b zone x.");
		assertThat(words.filled(Map.of("thing", "x".repeat(5000)))).hasSizeLessThan(200).endsWith("….");
		assertThat(words.filled(Map.of("thing", "$1 \\E"))).isEqualTo("See $1 \\E.");
		assertThat(words.filled(Map.of("thing", "glrt-" + "a1b2c3d4e5f6g7h8i9j0"))).doesNotContain("a1b2c3");
	}

	/** However long and whatever it is made of. */
	@ParameterizedTest
	@ValueSource(strings = { "a", "(", "is not authorized to perform: ", "user/", "x:y", " with an explicit deny",
			"Parameter 'a", "0", "\u0000", "log group", "curl: (28) " })
	void aHostileSentenceIsCutAndStillHasACause(String piece) {
		CauseCatalogue catalogue = new CauseCatalogue(new Blueprints());
		Evidence evidence = Evidence.of("eu-central-1",
				new OperationFailure(piece.repeat(50), null, piece.repeat(200_000 / piece.length())));
		assertThat(evidence.reason()).hasSizeLessThanOrEqualTo(4000);
		Cause cause = catalogue.cause(evidence);
		assertThat(cause.title().length() + cause.explanation().length()).isLessThan(1000);
	}

}
