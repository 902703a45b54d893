package dev.runnerfleet.fleet;

import java.util.Arrays;
import java.util.List;

import dev.runnerfleet.stack.StackStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

import static org.assertj.core.api.Assertions.assertThat;

class StatusTest {

	/** Every status that a stack of AWS can have. */
	static final List<String> OF_AWS = software.amazon.awssdk.services.cloudformation.model.StackStatus.knownValues()
		.stream()
		.map(Object::toString)
		.toList();

	@Test
	void awsHasTwentyThree() {
		assertThat(OF_AWS).hasSize(23);
	}

	@ParameterizedTest
	@FieldSource("OF_AWS")
	void everyStatusHasWordsAndATone(String code) {
		Status status = Status.of(new StackStatus(code));
		assertThat(status.code()).isEqualTo(code);
		assertThat(status.words()).isNotBlank().doesNotContain("_");
		assertThat(status.tone()).isIn("good", "busy", "bad", "warn", "idle");
	}

	@ParameterizedTest
	@CsvSource({ "PLANNED,Asking AWS,busy", "NOT_SENT,Not confirmed by AWS,bad", "CREATE_COMPLETE,Ready,good",
			"ROLLBACK_IN_PROGRESS,Rolling back,warn", "DELETE_COMPLETE,Removed,idle" })
	void wordsTellAStory(String code, String words, String tone) {
		assertThat(Status.of(new StackStatus(code))).isEqualTo(new Status(code, words, tone));
	}

	@ParameterizedTest
	@CsvSource({ "FROBNICATE_IN_PROGRESS,busy", "FROBNICATE_FAILED,bad", "FROBNICATE_COMPLETE,good",
			"FROBNICATED,idle" })
	void aStatusOfTheFutureIsShownAsItIs(String code, String tone) {
		assertThat(Status.of(new StackStatus(code))).isEqualTo(new Status(code, code, tone));
	}

	@ParameterizedTest
	@FieldSource("OF_AWS")
	void oneFilterFindsEachStatus(String code) {
		assertThat(Arrays.stream(Status.Filter.values())
			.filter((filter) -> Status.Filter.statuses(filter.name()).orElseThrow().contains(code))).hasSize(1);
	}

	@Test
	void aFilterIsFoundInAnyCaseAndAStatusByItsOwnName() {
		assertThat(Status.Filter.statuses("ready").orElseThrow()).contains("CREATE_COMPLETE", "UPDATE_COMPLETE")
			.doesNotContain("DELETE_COMPLETE");
		assertThat(Status.Filter.statuses("CREATE_FAILED").orElseThrow()).containsExactly("CREATE_FAILED");
		assertThat(Status.Filter.statuses("removed").orElseThrow()).containsExactly("DELETE_COMPLETE");
		assertThat(Status.Filter.statuses("gone")).isEmpty();
	}

	@Test
	void aResourceHasAwssOwnWords() {
		for (ResourceStatus status : ResourceStatus.knownValues()) {
			assertThat(Status.ofResource(status.toString()).words()).isNotBlank().doesNotContain("_");
		}
		assertThat(Status.ofResource("CREATE_COMPLETE"))
			.isEqualTo(new Status("CREATE_COMPLETE", "Create complete", "good"));
	}

}
