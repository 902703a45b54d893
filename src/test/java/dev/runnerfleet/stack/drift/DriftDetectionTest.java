package dev.runnerfleet.stack.drift;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.stack.FakeCloudFormation;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DriftDetectionTest {

	private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";

	private static final Consumer<Stack> ALONGSIDE = (stack) -> {
	};

	private final StackFixture portal;

	private final FakeCloudFormation aws;

	private UUID stack;

	DriftDetectionTest(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.aws = this.portal.aws;
	}

	@BeforeEach
	void aReadyFleet() {
		this.portal.launch("blue");
		this.aws.stackEvent(1, "CREATE_COMPLETE");
		this.portal.check();
		this.stack = this.portal.only().id();
		this.aws.calls.clear();
	}

	@Test
	void tellsThatEverythingIsAsTheTemplateWantsIt() {
		Drift drift = begun();
		assertThat(this.portal.drift.check(drift.id())).contains(DriftDetection.PAUSE);
		assertThat(this.portal.drift.check(drift.id())).contains(DriftDetection.PAUSE);
		this.aws.detection = "DETECTION_COMPLETE";
		assertThat(this.portal.drift.check(drift.id())).isEmpty();
		assertThat(latest().state()).isEqualTo(Drift.State.DONE);
		assertThat(this.portal.drift.drifts.resources(drift.id())).isEmpty();
		assertThat(this.aws.calls).filteredOn("DetectStackDrift"::equals).hasSize(1);
	}

	@Test
	void tellsOfEachResourceOnEveryPageWhatDiffers() {
		this.aws.drifted.add(changed("WorkerGroup", GROUP, "/MaxSize", "10", "20"));
		this.aws.drifted.add(StackResourceDrift.builder()
			.logicalResourceId("ManagerAddress")
			.resourceType("AWS::EC2::EIP")
			.stackResourceDriftStatus("DELETED")
			.build());
		this.aws.pageSize = 1;
		assertThat(compared().state()).isEqualTo(Drift.State.DONE);
		assertThat(this.portal.drift.drifts.resources(latest().id())).containsExactly(
				new Drift.Resource("ManagerAddress", null, "AWS::EC2::EIP", true, java.util.List.of()),
				new Drift.Resource("WorkerGroup", "WorkerGroup-id", GROUP, false,
						java.util.List.of(new Drift.Resource.Difference("/MaxSize", "10", "20"))));
	}

	@Test
	void keepsNoSecrets() {
		String token = "glrt-" + "y".repeat(20);
		this.aws.drifted.add(changed("RunnerTokenSecret", "AWS::SecretsManager::Secret", "/Description", "a", "b"));
		this.aws.drifted.add(changed("Manager", "AWS::EC2::Instance", "/Tags/0/Value", "blue", token));
		this.aws.drifted
			.add(changed("WorkerTemplate", "AWS::EC2::LaunchTemplate", "/LaunchTemplateData/UserData", "aaaa", "bbbb"));
		compared();
		assertThat(this.portal.jdbc.sql("select expected, actual from drift_difference").query().listOfRows())
			.hasSize(3)
			.allSatisfy((row) -> assertThat(row).containsEntry("actual", "(hidden)"));
	}

	@Test
	void onlyOneAtATime() {
		Drift first = begun();
		assertThat(this.portal.drift.detection.begin(this.stack, "bob", ALONGSIDE))
			.isEqualTo(new DriftDetection.Outcome.UnderWay(first));
		this.portal.drift.check(first.id());
		this.aws.detection = "DETECTION_COMPLETE";
		this.portal.drift.check(first.id());
		assertThat(this.portal.drift.detection.begin(this.stack, "bob", ALONGSIDE))
			.isInstanceOf(DriftDetection.Outcome.Begun.class);
	}

	@Test
	void notWhileSomethingIsUnderWayAndNotWhatIsNotThere() {
		Operation update = this.portal.planned(this.stack, Operation.Kind.UPDATE, "bob");
		assertThat(this.portal.drift.detection.begin(this.stack, "ada", ALONGSIDE))
			.isEqualTo(new DriftDetection.Outcome.Busy(update));
		this.portal.notSent(update);
		this.portal.jdbc.sql("update stack set status = 'ROLLBACK_COMPLETE'").update();
		assertThat(this.portal.drift.detection.begin(this.stack, "ada", ALONGSIDE))
			.isInstanceOf(DriftDetection.Outcome.Unready.class);
	}

	@Test
	void afterAKillItIsAskedAgainAndWaitsForTheOneThatGoesOn() {
		Drift drift = begun();
		this.aws.refuse("ValidationError", "Drift detection is already in progress for stack [blue]");
		StackFixture restarted = this.portal.restarted();
		assertThat(restarted.drift.check(drift.id())).contains(DriftDetection.PAUSE);
		this.aws.refusal = null;
		assertThat(restarted.drift.check(drift.id())).contains(DriftDetection.PAUSE);
		assertThat(latest().state()).isEqualTo(Drift.State.RUNNING);
	}

	@Test
	void saysWhyAwsRefused() {
		Drift drift = begun();
		this.aws.refuse("AccessDenied", "User is not authorized");
		assertThat(this.portal.drift.check(drift.id())).isEmpty();
		assertThat(latest().state()).isEqualTo(Drift.State.FAILED);
		assertThat(latest().failure()).contains("cloudformation:DetectStackDrift is missing");
	}

	@Test
	void triesAgainWhileAwsIsSilentButNotForEver() {
		Drift drift = begun();
		this.aws.silent();
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> this.portal.drift.check(drift.id()));
		this.portal.clock.advance(Duration.ofMinutes(16));
		assertThat(this.portal.drift.check(drift.id())).isEmpty();
		assertThat(latest().failure()).contains("15 minutes");
	}

	@Test
	void whatAwsCouldNotCompareDoesNotHideTheRest() {
		this.aws.drifted.add(changed("WorkerGroup", GROUP, "/MaxSize", "10", "20"));
		this.aws.detectionReason = "Failed to detect drift on resource [ManagerRole]";
		Drift drift = begun();
		this.portal.drift.check(drift.id());
		this.aws.detection = "DETECTION_FAILED";
		this.portal.drift.check(drift.id());
		assertThat(latest().failure()).contains("ManagerRole");
		assertThat(this.portal.drift.drifts.resources(drift.id())).hasSize(1);
	}

	@Test
	void tellsWhetherSomebodyElseFoundDriftSince() {
		this.portal.checkIdleStacks();
		this.aws.drift = "DRIFTED";
		this.aws.comparedAt = 100;
		this.portal.checkIdleStacks();
		assertThat(this.portal.drift.drifts.foundOutside(this.stack)).isPresent();
		this.portal.clock.advance(Duration.ofMinutes(5));
		compared();
		assertThat(this.portal.drift.drifts.foundOutside(this.stack)).isEmpty();
	}

	private Drift compared() {
		Drift drift = begun();
		this.portal.drift.check(drift.id());
		this.aws.detection = "DETECTION_COMPLETE";
		this.portal.drift.check(drift.id());
		return latest();
	}

	private Drift begun() {
		return ((DriftDetection.Outcome.Begun) this.portal.drift.detection.begin(this.stack, "ada", ALONGSIDE)).drift();
	}

	private Drift latest() {
		return this.portal.drift.drifts.latest(this.stack).orElseThrow();
	}

	private static StackResourceDrift changed(String logicalId, String type, String path, String expected,
			String actual) {
		return StackResourceDrift.builder()
			.logicalResourceId(logicalId)
			.physicalResourceId(logicalId + "-id")
			.resourceType(type)
			.stackResourceDriftStatus("MODIFIED")
			.propertyDifferences(PropertyDifference.builder()
				.propertyPath(path)
				.expectedValue(expected)
				.actualValue(actual)
				.differenceType("NOT_EQUAL")
				.build())
			.build();
	}

}
