package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeletionTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void aDeletedStackAnswersToItsIdOnly() {
		String id = this.sandbox.create("blue", "production");
		this.sandbox.untilSettled(id);
		delete("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("DELETE_IN_PROGRESS");
		this.sandbox.untilSettled(id);
		assertThat(this.sandbox.status(id)).isEqualTo("DELETE_COMPLETE");
		assertThat(this.sandbox.stack(id).deletionTime()).isNotNull();
		assertThatExceptionOfType(CloudFormationException.class).isThrownBy(() -> this.sandbox.stack("blue"));
		assertThat(this.sandbox.cloudFormation().describeStacks().stacks()).isEmpty();
	}

	@Test
	void aDeletionHasEventsOfItsOwnToken() {
		String id = this.sandbox.create("blue", "production");
		this.sandbox.untilSettled(id);
		int created = this.sandbox.events(id).size();
		delete("blue");
		this.sandbox.untilSettled(id);
		List<StackEvent> events = this.sandbox.events(id);
		assertThat(events.subList(0, events.size() - created))
			.allMatch((event) -> event.clientRequestToken().equals("delete-1"));
		assertThat(this.sandbox.story(id, "Manager")).endsWith("DELETE_IN_PROGRESS", "DELETE_COMPLETE");
		assertThat(this.sandbox.story(id, "Logs")).endsWith("DELETE_SKIPPED");
	}

	@Test
	void aDeletionEndsALaunchThatIsUnderWay() {
		String id = this.sandbox.create("blue", "production");
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		List<StackEvent> before = this.sandbox.events(id);
		delete("blue");
		this.sandbox.untilSettled(id);
		List<StackEvent> after = this.sandbox.events(id);
		assertThat(after).endsWith(before.toArray(StackEvent[]::new));
		assertThat(this.sandbox.status(id)).isEqualTo("DELETE_COMPLETE");
		assertThat(this.sandbox.story(id, "Manager")).isEmpty();
	}

	@Test
	void aProtectedStackStaysUntilItsProtectionIsLifted() {
		String id = this.sandbox.create("blue", "production", (request) -> request.enableTerminationProtection(true));
		this.sandbox.untilSettled(id);
		assertThatExceptionOfType(CloudFormationException.class).isThrownBy(() -> delete("blue"))
			.withMessageContaining("Stack [blue] cannot be deleted while TerminationProtection is enabled");
		this.sandbox.cloudFormation()
			.updateTerminationProtection((request) -> request.stackName("blue").enableTerminationProtection(false));
		delete("blue");
		assertThat(this.sandbox.status(id)).isEqualTo("DELETE_IN_PROGRESS");
	}

	@Test
	void deletingAgainOrWhatIsUnknownDoesNothing() {
		String id = this.sandbox.create("blue", "production");
		delete("blue");
		this.sandbox.clock.advance(Duration.ofSeconds(1));
		delete(id);
		delete("green");
		assertThat(this.sandbox.story(id, "blue")).containsOnlyOnce("DELETE_IN_PROGRESS User Initiated");
	}

	@Test
	void stacksAreListedByStatus() {
		this.sandbox.create("blue", "production");
		this.sandbox.untilSettled("blue");
		this.sandbox.create("green", "production");
		assertThat(this.sandbox.cloudFormation().listStacks().stackSummaries()).extracting(StackSummary::stackName)
			.containsExactly("green", "blue");
		assertThat(this.sandbox.cloudFormation()
			.listStacks((request) -> request.stackStatusFilters(StackStatus.CREATE_IN_PROGRESS))
			.stackSummaries()).extracting(StackSummary::stackName).containsExactly("green");
	}

	private void delete(String nameOrId) {
		this.sandbox.cloudFormation()
			.deleteStack((request) -> request.stackName(nameOrId).clientRequestToken("delete-1"));
	}

}
