package dev.runnerfleet.fleet.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.progress.LaunchProgress.State;
import dev.runnerfleet.fleet.progress.LaunchProgress.Step;
import dev.runnerfleet.fleet.progress.UsualTimes.UsualTime;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.template.TemplateResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaunchProgressTest {

	private static final Instant BEGIN = Instant.parse("2026-01-15T08:00:00Z");

	private static final UsualTime USUAL = new UsualTime(Duration.ofMinutes(5), 3);

	/** What the manager is: an instance, or the group of one in its place. */
	private static final String MANAGER = "AWS::EC2::Instance";

	private Collection<TemplateResource> resources = resources(new Blueprints().first());

	private final List<StackEvent> events = new ArrayList<>();

	@Test
	void everyResourceOfEveryBlueprintIsPartOfAStep() {
		for (Blueprint blueprint : new Blueprints().all()) {
			assertThat(resources(blueprint)).isNotEmpty()
				.allMatch((part) -> Arrays.stream(LaunchStep.values()).anyMatch((step) -> step.covers(part)));
		}
	}

	private static Collection<TemplateResource> resources(Blueprint blueprint) {
		return blueprint.template()
			.evaluate(Map.of("ManagerElasticIp", "Yes", "WorkerPolicyArns", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
					Map.of("AWS::Region", "eu-central-1"))
			.resources()
			.values();
	}

	@Test
	void aManagerThatIsAnInstanceIsSeenAsOneInAGroup() {
		this.resources = resources(new Blueprints().find("docker-machine").orElseThrow());
		begin(MANAGER, 21);
		assertThat(states(false, 30)).containsEntry("Manager boots", State.UNDER_WAY);
		event(MANAGER, "CREATE_IN_PROGRESS", 40, "Received SUCCESS signal with UniqueId i-1");
		assertThat(states(false, 41)).containsEntry("GitLab accepts the token", State.DONE);
	}

	@Test
	void aLaunchComesToItsEndStepByStep() {
		assertThat(states(false, 1)).doesNotContainValue(State.DONE).doesNotContainValue(State.UNDER_WAY);
		begin("AWS::EC2::SecurityGroup", 1);
		begin("AWS::IAM::Role", 1);
		assertThat(states(false, 10)).containsEntry("Network and storage", State.UNDER_WAY)
			.containsEntry("Permissions", State.UNDER_WAY)
			.containsEntry("Manager boots", State.WAITING);
		complete("AWS::EC2::SecurityGroup", 12);
		assertThat(states(false, 13)).as("the bucket is still to come")
			.containsEntry("Network and storage", State.UNDER_WAY);
		completeAllBut(MANAGER, 20);
		begin(MANAGER, 21);
		assertThat(states(false, 30)).containsEntry("Network and storage", State.DONE)
			.containsEntry("Permissions", State.DONE)
			.containsEntry("Group of workers", State.DONE)
			.containsEntry("Manager boots", State.UNDER_WAY)
			.containsEntry("GitLab accepts the token", State.WAITING)
			.containsEntry("Ready", State.WAITING);
		event(MANAGER, "CREATE_IN_PROGRESS", 40, "Received SUCCESS signal with UniqueId i-1");
		assertThat(states(false, 41)).containsEntry("Manager boots", State.DONE)
			.containsEntry("GitLab accepts the token", State.DONE)
			.containsEntry("Ready", State.UNDER_WAY);
		assertThat(states(true, 41)).containsEntry("Ready", State.DONE);
	}

	@Test
	void aManagerThatSpeaksOfAFailureHasBootedAndOneThatIsSilentHasNot() {
		begin(MANAGER, 1);
		event(MANAGER, "CREATE_FAILED", 9, "Received FAILURE signal with UniqueId i-1");
		assertThat(states(false, 10)).containsEntry("Manager boots", State.DONE)
			.containsEntry("GitLab accepts the token", State.FAILED);
		this.events.clear();
		begin(MANAGER, 1);
		event(MANAGER, "CREATE_FAILED", 9, "Failed to receive 1 resource signal(s)");
		assertThat(states(false, 10)).containsEntry("Manager boots", State.FAILED)
			.containsEntry("GitLab accepts the token", State.WAITING);
	}

	@Test
	void aGroupWhoseMachineNeverCameHasNotBooted() {
		begin(MANAGER, 1);
		event(MANAGER, "CREATE_FAILED", 9,
				"Received 0 SUCCESS signal(s) out of 1.  Unable to satisfy 100% MinSuccessfulInstancesPercent requirement");
		assertThat(states(false, 10)).containsEntry("Manager boots", State.FAILED)
			.containsEntry("GitLab accepts the token", State.WAITING);
	}

	@Test
	void whatIsGivenUpBecauseOfSomethingElseHasNotFailed() {
		begin("AWS::S3::Bucket", 1);
		event("AWS::S3::Bucket", "CREATE_FAILED", 9, "blue-cache already exists");
		begin("AWS::IAM::Role", 1);
		event("AWS::IAM::Role", "CREATE_FAILED", 9, "Resource creation cancelled");
		assertThat(states(false, 10)).containsEntry("Network and storage", State.FAILED)
			.containsEntry("Permissions", State.STOPPED);
	}

	@Test
	void aStepSaysHowLongItHasTakenAndUsuallyTakes() {
		begin("AWS::IAM::Role", 10);
		assertThat(progress(false, 40).steps()).filteredOn((step) -> step.label().equals("Permissions"))
			.singleElement()
			.returns(Duration.ofSeconds(30), Step::length)
			.returns(Duration.ofSeconds(150), Step::usual);
		assertThat(progress(false, 40).left()).isEqualTo(Duration.ofSeconds(260));
		assertThat(progress(false, 400).left()).isZero();
	}

	@Test
	void aManagerThatBootsTellsWhatItIsAt() {
		begin(MANAGER, 10);
		assertThat(says("runner", "installing GitLab Runner", "", 20).steps())
			.filteredOn((step) -> step.state() == State.UNDER_WAY)
			.singleElement()
			.returns("Manager boots", Step::label)
			.returns("The manager is installing GitLab Runner", Step::about);
		List<Step> asking = says("verify", "asking GitLab", "GitLab answered 403", 40).steps();
		assertThat(asking).filteredOn((step) -> step.label().equals("Manager boots"))
			.singleElement()
			.returns(State.DONE, Step::state)
			.returns(Duration.ofSeconds(30), Step::length);
		assertThat(asking).filteredOn((step) -> step.state() == State.UNDER_WAY)
			.singleElement()
			.returns("GitLab accepts the token", Step::label)
			.returns("The manager is asking GitLab. GitLab answered 403", Step::about);
	}

	private LaunchProgress says(String step, String words, String answer, int second) {
		return progress(false, 60, new Autopsy(UUID.randomUUID(), UUID.randomUUID(), Autopsy.Purpose.BOOT, BEGIN, false,
				Autopsy.Verdict.AWAITED, step, words, answer, null, BEGIN.plusSeconds(second), null, null, List.of()));
	}

	private Map<String, State> states(boolean succeeded, int second) {
		return progress(succeeded, second).steps().stream().collect(Collectors.toMap(Step::label, Step::state));
	}

	private LaunchProgress progress(boolean succeeded, int second) {
		return progress(succeeded, second, null);
	}

	private LaunchProgress progress(boolean succeeded, int second, @Nullable Autopsy told) {
		Instant now = BEGIN.plusSeconds(second);
		Operation launch = new Operation(UUID.randomUUID(), UUID.randomUUID(), Operation.Kind.LAUNCH,
				succeeded ? Operation.State.SUCCEEDED : Operation.State.RUNNING, "ada", 0, BEGIN,
				succeeded ? now : null, BEGIN, null, null, null);
		List<StackEvent> all = new ArrayList<>();
		all.add(new StackEvent(1, "stack", BEGIN, "blue", null, StackEvent.STACK_TYPE, "CREATE_IN_PROGRESS", null));
		all.addAll(this.events);
		return LaunchProgress.of(launch, all, this.resources, USUAL, false, told, now);
	}

	private void begin(String type, int second) {
		event(type, "CREATE_IN_PROGRESS", second, null);
	}

	private void complete(String type, int second) {
		event(type, "CREATE_COMPLETE", second, null);
	}

	private void completeAllBut(String type, int second) {
		this.resources.stream()
			.map(LaunchProgressTest::kind)
			.filter((each) -> !each.equals(type))
			.distinct()
			.forEach((each) -> complete(each, second));
	}

	private void event(String type, String status, int second, @Nullable String reason) {
		this.resources.stream()
			.filter((resource) -> kind(resource).equals(type))
			.forEach((resource) -> this.events.add(new StackEvent(0, resource.logicalId() + status + second,
					BEGIN.plusSeconds(second), resource.logicalId(), null, resource.type(), status, reason)));
	}

	private static String kind(TemplateResource resource) {
		return resource.logicalId().equals("ManagerGroup") ? MANAGER : resource.type();
	}

}
