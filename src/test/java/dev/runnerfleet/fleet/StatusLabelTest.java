package dev.runnerfleet.fleet;

import dev.runnerfleet.stack.StackStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

import static org.assertj.core.api.Assertions.assertThat;

class StatusLabelTest {

	@ParameterizedTest
	@CsvSource({ "PLANNED,Asking AWS,busy", "NOT_SENT,Not confirmed by AWS,bad", "CREATE_COMPLETE,Ready,good",
			"ROLLBACK_IN_PROGRESS,'Launch failed, rolling back',warn", "DELETE_COMPLETE,Removed,idle",
			"UPDATE_IN_PROGRESS,Being changed outside the portal,busy" })
	void aStackOfSomebodyElseIsToldByItsStatusAlone(String code, String words, String tone) {
		assertThat(StatusLabel.of(new StackStatus(code))).isEqualTo(new StatusLabel(code, words, tone, "", null));
	}

	@ParameterizedTest
	@CsvSource({ "FROBNICATE_IN_PROGRESS,busy", "FROBNICATE_FAILED,bad", "FROBNICATE_COMPLETE,good",
			"FROBNICATED,idle" })
	void aStatusOfTheFutureIsShownAsItIs(String code, String tone) {
		assertThat(StatusLabel.of(new StackStatus(code))).isEqualTo(new StatusLabel(code, code, tone, "", null));
	}

	@Test
	void aResourceHasAwssOwnWords() {
		for (ResourceStatus status : ResourceStatus.knownValues()) {
			assertThat(StatusLabel.ofResource(status.toString()).words()).isNotBlank().doesNotContain("_");
		}
		assertThat(StatusLabel.ofResource("CREATE_COMPLETE"))
			.isEqualTo(new StatusLabel("CREATE_COMPLETE", "Create complete", "good", "", null));
	}

}
