package dev.runnerfleet.stack;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

class StackStatusTest {

	static final List<String> OF_AWS = software.amazon.awssdk.services.cloudformation.model.StackStatus.knownValues()
		.stream()
		.map(Object::toString)
		.toList();

	@ParameterizedTest
	@FieldSource("OF_AWS")
	void workGoesOnExactlyWhileAwsSaysSo(String name) {
		boolean waits = name.equals("REVIEW_IN_PROGRESS");
		assertThat(new StackStatus(name).settled()).isEqualTo(!name.endsWith("_IN_PROGRESS") || waits);
	}

	@ParameterizedTest
	@CsvSource({ "CREATE_COMPLETE,true", "UPDATE_COMPLETE,true", "DELETE_COMPLETE,false", "CREATE_FAILED,false",
			"ROLLBACK_COMPLETE,false", "UPDATE_ROLLBACK_COMPLETE,false", "IMPORT_ROLLBACK_COMPLETE,false",
			"UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,false", "NOT_SENT,false" })
	void onlyWhatIsThereAsAskedIsReady(String name, boolean ready) {
		assertThat(new StackStatus(name).phase() == StackStatus.Phase.READY).isEqualTo(ready);
	}

	@ParameterizedTest
	@CsvSource({ "FROBNICATE_IN_PROGRESS,BUSY", "FROBNICATE_FAILED,FAILED", "FROBNICATE_COMPLETE,READY",
			"FROBNICATED,IDLE" })
	void aStatusOfTheFutureIsReadByItsEnding(String name, StackStatus.Phase phase) {
		assertThat(new StackStatus(name).phase()).isEqualTo(phase);
	}

}
