package dev.runnerfleet.fleet.api;

import dev.runnerfleet.fleet.FleetActions.FleetAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class NextCallsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"Choose another one. Then “Correct and launch again”.|Choose another one. Then POST /api/v1/fleets/{id}/retry.",
			"Then “Change” the fleet again.|Then PATCH /api/v1/fleets/{id} again.",
			"“Correct and launch again”, or “Remove” the fleet.|POST /api/v1/fleets/{id}/retry, or DELETE /api/v1/fleets/{id}.",
			"Its name is free again. “Launch another like it” if you still need it.|Its name is free again. POST /api/v1/fleets if you still need it." })
	void aButtonBecomesTheCallThatDoesTheSame(String page, String script) {
		assertThat(NextCalls.in(page)).isEqualTo(script);
	}

	@ParameterizedTest
	@EnumSource(FleetAction.class)
	void eachButtonHasACall(FleetAction action) {
		assertThat(NextCalls.in("Then “%s”.".formatted(action.label()))).contains(" /api/v1/fleets/{id}")
			.doesNotContain("“", action.label());
	}

	@Test
	void whatNamesNoButtonStaysAsItIs() {
		assertThat(NextCalls.in("Ask whoever did it.")).isEqualTo("Ask whoever did it.");
	}

}
