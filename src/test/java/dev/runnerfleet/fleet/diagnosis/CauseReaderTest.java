package dev.runnerfleet.fleet.diagnosis;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A mistake in the catalogue keeps the portal from starting, and says where it is. */
class CauseReaderTest {

	private static final String RIGHT = """
			- id: full-moon
			  match:
			    - reason: 'moon of (?<day>\\w+)'
			  title: The moon is full[ on {day}].
			  explanation: That happens in {region}.
			  fix: Wait.
			  values: true
			  fields: [SubnetIds]
			  link:
			    title: The moon
			    url: https://example.com/
			""";

	@Test
	void whatIsRightIsRead() {
		List<CauseRule> rules = read(RIGHT);
		assertThat(rules).singleElement()
			.returns("full-moon", CauseRule::id)
			.returns(List.of("SubnetIds"), CauseRule::fields)
			.returns(true, CauseRule::values)
			.returns(false, CauseRule::logged);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "title: The|titel: The|there is no key titel",
			"reason: 'moon|reasons: 'moon|there is no key reasons", "moon of (|moon of ((|missing closing )",
			"moon of|(?=moon) of|(?=", "[ on {day}]|[ on {night}]|no pattern names {night}",
			"[ on {day}]| on {day}|in brackets", "fix: Wait.|fix: Press “Wait”.|buttons",
			"[SubnetIds]|[SubnetId]|no blueprint has the parameter SubnetId",
			"values: true|values: false|only where values are wrong", "values: true|values: perhaps|true or false",
			"id: full-moon|id: Full Moon|other characters", "fix: Wait.|fix: ''|fix is missing",
			"url: https|url: http|no such address", "url: https://example.com/|console: https://example.com/|address",
			"title: The moon is|id: again|Not valid YAML", "- reason: 'moon of (?<day>\\w+)'|- moon|keys and values" })
	void whatCannotBeMeantIsRefused(String right, String wrong, String said) {
		assertThat(RIGHT).contains(right);
		assertThatIllegalStateException().isThrownBy(() -> read(RIGHT.replace(right, wrong)))
			.withMessageContaining("moon.yaml")
			.withMessageContaining(said);
	}

	private static List<CauseRule> read(String text) {
		return new CauseReader("moon.yaml", Set.of("SubnetIds")).read(text);
	}

}
