package dev.runnerfleet.fleet.preflight.opinion;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.trial.ReviewingCloudFormation;
import dev.runnerfleet.stack.trial.TrialFixture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OpinionCheckTest {

	private static final String TOKEN = "glrt-only-for-this-test-0";

	private static final Plan LAUNCH = Plans.with(Plans.launch("docker-autoscaler", Map.of("MaxConcurrentBuilds", "7")),
			Secret.of(TOKEN));

	private final TrialFixture portal = new TrialFixture(TestDatabase.H2);

	private final ReviewingCloudFormation aws = this.portal.aws;

	private final OpinionCheck check = new OpinionCheck(this.portal.trials, Duration.ofSeconds(5));

	@Test
	void awsExaminesThisVeryLaunchButForItsToken() {
		assertThat(this.check.findings(LAUNCH)).isEmpty();
		assertThat(this.aws.asked.templateBody()).isEqualTo(LAUNCH.blueprint().body());
		assertThat(this.aws.asked.parameters()).contains(parameter("MaxConcurrentBuilds", "7"))
			.extracting(Parameter::parameterValue)
			.noneMatch((value) -> value.contains(TOKEN));
		assertThat(LAUNCH.blueprint().template().parameters()).filteredOn((parameter) -> parameter.noEcho())
			.singleElement()
			.satisfies((secret) -> assertThat(secret.violation(this.aws.asked.parameters()
				.stream()
				.filter((parameter) -> parameter.parameterKey().equals(secret.name()))
				.findFirst()
				.orElseThrow()
				.parameterValue())).isEmpty());
	}

	@Test
	void whatAwsRefusesStopsAndWhatItOnlyWarnsOfWarns() {
		this.aws.ends = "FAILED";
		this.aws.reason = "Use the DescribeEvents API.";
		this.aws.found.add(event("The quota is nearly used up").toBuilder().validationFailureMode("WARN").build());
		this.aws.found.add(event("It exists already"));
		this.aws.found.add(event("It is too long"));
		List<Finding> findings = this.check.findings(LAUNCH);
		assertThat(findings).extracting(Finding::stops).containsExactly(true, true, false);
		assertThat(findings).extracting(Finding::message)
			.containsExactly("AWS refuses this launch. CacheBucket, property BucketName: It exists already.",
					"AWS refuses this launch. CacheBucket, property BucketName: It is too long.",
					"AWS warns of this launch. CacheBucket, property BucketName: The quota is nearly used up.");
	}

	@Test
	void aWarningOfALaunchThatWorksIsToldToo() {
		this.aws.found.add(event("The quota is nearly used up").toBuilder().validationFailureMode("WARN").build());
		assertThat(this.check.findings(LAUNCH)).singleElement().matches(Finding::warns);
	}

	@Test
	void aRefusalOutrightStopsToo() {
		this.aws.refused = "CreateChangeSet";
		this.aws.refusal = () -> ReviewingCloudFormation.error("ValidationError", "Template error: no such thing");
		assertThat(this.check.findings(LAUNCH)).singleElement().satisfies((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.message()).contains("no such thing");
		});
	}

	@Test
	void aRefusalOfWhoeverAsksIsNoFaultOfTheLaunch() {
		this.aws.refused = "CreateChangeSet";
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> this.check.findings(LAUNCH));
	}

	@Test
	void anOpinionThatTakesTooLongIsANote() {
		this.aws.looks = 1000;
		assertThat(this.check.findings(LAUNCH)).singleElement()
			.satisfies((finding) -> assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTES));
	}

	@Test
	void aChangeHasItsPreview() {
		assertThat(this.check.findings(Plans.change(LAUNCH, Map.of("MaxConcurrentBuilds", "5")))).isEmpty();
		assertThat(this.aws.calls).isEmpty();
	}

	private static OperationEvent event(String reason) {
		return OperationEvent.builder()
			.logicalResourceId("CacheBucket")
			.validationPath("/Resources/CacheBucket/Properties/BucketName")
			.validationStatusReason(reason)
			.build();
	}

	private static Parameter parameter(String name, String value) {
		return Parameter.builder().parameterKey(name).parameterValue(value).build();
	}

}
