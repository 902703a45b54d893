package dev.runnerfleet.fleet;

import dev.runnerfleet.stack.StackStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

import static org.assertj.core.api.Assertions.assertThat;

class StatusTest {

	@ParameterizedTest
	@CsvSource({ "PLANNED,Asking AWS,busy", "NOT_SENT,Not confirmed by AWS,bad", "CREATE_COMPLETE,Ready,good",
			"ROLLBACK_IN_PROGRESS,'Launch failed, rolling back',warn", "DELETE_COMPLETE,Removed,idle",
			"UPDATE_IN_PROGRESS,Being changed outside the portal,busy" })
	void aStackOfSomebodyElseIsToldByItsStatusAlone(String code, String words, String tone) {
		assertThat(Status.of(new StackStatus(code))).isEqualTo(new Status(code, words, tone, ""));
	}

	@ParameterizedTest
	@CsvSource({ "FROBNICATE_IN_PROGRESS,busy", "FROBNICATE_FAILED,bad", "FROBNICATE_COMPLETE,good",
			"FROBNICATED,idle" })
	void aStatusOfTheFutureIsShownAsItIs(String code, String tone) {
		assertThat(Status.of(new StackStatus(code))).isEqualTo(new Status(code, code, tone, ""));
	}

	@Test
	void aResourceHasAwssOwnWords() {
		for (ResourceStatus status : ResourceStatus.knownValues()) {
			assertThat(Status.ofResource(status.toString()).words()).isNotBlank().doesNotContain("_");
		}
		assertThat(Status.ofResource("CREATE_COMPLETE"))
			.isEqualTo(new Status("CREATE_COMPLETE", "Create complete", "good", ""));
	}

}
