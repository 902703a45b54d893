package dev.runnerfleet.fleet.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetActions.FleetAction;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.stack.Operation.Kind;
import dev.runnerfleet.stack.OperationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisTest {

	private static final Pattern BUTTON = Pattern.compile("“([^”]+)”");

	private static final CauseCatalogue CATALOGUE = new CauseCatalogue(new Blueprints());

	private static final List<String> REASONS = List.of("Received FAILURE signal with UniqueId i-0123456789abcdef0",
			"The key pair does not exist", "is not authorized to perform: iam:CreateRole", "The moon is full", "");

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"Failed to receive 1 resource signal(s) within the specified duration|did not report back|subnet that is public",
			"Received 1 FAILURE signal(s) out of 1. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement|could not set itself up|runner token",
			"Received FAILURE signal with UniqueId i-0123456789abcdef0|could not set itself up|runner token",
			"We currently do not have sufficient t3.nano capacity in the Availability Zone you requested (eu-central-1a). (Service: Ec2, Status Code: 500)|no t3.nano machine free in eu-central-1a|other zones",
			"You have requested more vCPU capacity than your current vCPU limit of 32 allows (Error Code: VcpuLimitExceeded)|that many processors|higher quota",
			"User: arn:aws:sts::111122223333:assumed-role/x/y is not authorized to perform: iam:CreateRole|permission iam:CreateRole is missing for x|allow the call",
			"API: s3:CreateBucket Access Denied|permission s3:CreateBucket is missing|allow the call",
			"blue-cache already exists (Service: S3, Error Code: BucketAlreadyExists)|bucket's name is taken|another name",
			"fleet-blue-role already exists in stack arn:aws:cloudformation:x|there already|another name",
			"The key pair 'laptop' does not exist (Error Code: InvalidKeyPair.NotFound)|key pair laptop does not exist|key pairs",
			"The image id '[ami-0]' does not exist (Error Code: InvalidAMIID.NotFound)|image does not exist|default",
			"Your requested instance type (m7g.large) is not supported in your requested Availability Zone (Error Code: Unsupported)|does not offer m7g.large|type that this zone has" })
	void awssOwnSentenceIsUnderstood(String reason, String title, String next) {
		Diagnosis diagnosis = diagnosis(FleetState.LAUNCH_UNDONE, Kind.LAUNCH, failure(reason));
		assertThat(diagnosis.title()).contains(title);
		assertThat(diagnosis.next()).contains(next);
		assertThat(diagnosis.failure().reason()).isEqualTo(reason);
	}

	@Test
	void whatIsNotUnderstoodIsToldInAwssWords() {
		assertThat(diagnosis(FleetState.LAUNCH_UNDONE, Kind.LAUNCH, failure("The moon is full")).title())
			.isEqualTo("AWS stopped at Manager.");
		assertThat(diagnosis(FleetState.LAUNCH_UNDONE, Kind.LAUNCH, new OperationFailure(null, null, "")).title())
			.isEqualTo("AWS could not do what was asked.");
	}

	/** No sentence names a button that is not there. */
	@ParameterizedTest
	@EnumSource(FleetState.class)
	void adviceNamesOnlyWhatIsOnOffer(FleetState state) {
		List<String> offered = new ArrayList<>(
				FleetActions.of(state).possible().stream().map(FleetAction::label).toList());
		offered.add(FleetAction.LIKE);
		for (Kind kind : Kind.values()) {
			assertThat(buttons(diagnosis(state, kind, null))).isSubsetOf(offered);
			for (String reason : REASONS) {
				assertThat(buttons(diagnosis(state, kind, failure(reason)))).as(reason).isSubsetOf(offered);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(FleetState.class)
	void whoeverHasSomethingToSeeToIsToldHow(FleetState state) {
		boolean bad = state.filter() == FleetState.Filter.FAILED && state != FleetState.LAUNCH_NOT_SENT;
		Diagnosis diagnosis = diagnosis(state, Kind.UPDATE, failure("The moon is full"));
		if (bad) {
			assertThat(diagnosis).isNotNull();
			assertThat(diagnosis.next()).isNotBlank();
		}
		if (bad && !FleetActions.of(state).possible().isEmpty() && !diagnosis.next().contains("below")) {
			assertThat(buttons(diagnosis)).isNotEmpty();
		}
	}

	@Test
	void whatAwsRefusedIsNotToldAsPutBack() {
		OperationFailure failure = failure("Error Code: InvalidKeyPair.NotFound");
		Diagnosis refused = diagnosis(FleetState.READY_CHANGE_REFUSED, Kind.UPDATE, failure);
		assertThat(refused.title()).isEqualTo("The key pair does not exist in that region.");
		assertThat(refused.next()).startsWith("Nothing was changed.").contains("“Change”").doesNotContain("put back");
		assertThat(diagnosis(FleetState.UPDATE_UNDONE, Kind.UPDATE, failure).next())
			.startsWith("AWS has put back what it had changed.");
	}

	@Test
	void whereNoValueIsWrongTheSameOnesAreLaunchedAgain() {
		assertThat(diagnosis(FleetState.LAUNCH_UNDONE, Kind.LAUNCH, failure("Rate exceeded")).next())
			.isEqualTo("Nothing has to be set right. Wait some minutes. Then “Correct and launch again” with the same "
					+ "values.");
		assertThat(diagnosis(FleetState.LAUNCH_UNDONE, Kind.LAUNCH,
				failure("Role arn:aws:iam::111122223333:role/blue is invalid or cannot be assumed"))
			.next()).endsWith("Wait a minute. Then “Correct and launch again” with the same values.");
	}

	/**
	 * How the fleet stands says whether anything was made: the cause does not, as well.
	 */
	@Test
	void aLaunchThatIsRolledBackIsNotSaidToHaveMadeNothing() {
		CATALOGUE.rules("validation")
			.forEach((rule) -> assertThat(rule.explanation().text() + rule.fix().text()).as(rule.id())
				.doesNotContainIgnoringCase("nothing was")
				.doesNotContainIgnoringCase("rolled back"));
	}

	/** What to do next has been said once the button follows. */
	@Test
	void noCauseSaysToTryAgainBesidesTheButton() {
		CATALOGUE.rules()
			.forEach((rule) -> assertThat(rule.fix().text()).as(rule.id())
				.doesNotContainIgnoringCase("once more")
				.doesNotContainIgnoringCase("try again"));
	}

	@Test
	void whereTheWayOutLacksAllThatMayBeWrongIsLinked() {
		Cause cause = CATALOGUE.cause(Evidence
			.of("eu-central-1", failure("Failed to receive 1 resource signal(s) within the specified duration"))
			.with(List.of(), List.of()));
		assertThat(cause.id()).isEqualTo("no-way-out");
		assertThat(cause.links()).extracting(Cause.Link::url)
			.anyMatch((url) -> url.endsWith("#RouteTables:"))
			.anyMatch((url) -> url.endsWith("#acls:"))
			.anyMatch((url) -> url.endsWith("#vpcs:"))
			.anyMatch((url) -> url.endsWith("#subnets:"));
	}

	/** CloudFormation passes on none of the manager's own words. */
	@ParameterizedTest
	@ValueSource(strings = { "Received FAILURE signal with UniqueId i-0123456789abcdef0",
			"Failed to receive 1 resource signal(s) within the specified duration" })
	void theManagersWordsAreWhereItsLogIs(String reason) {
		Diagnosis diagnosis = diagnosis(FleetState.LAUNCH_UNDONE, Kind.LAUNCH, failure(reason));
		assertThat(diagnosis.why() + diagnosis.next()).contains("log group").doesNotContain("below");
		assertThat(diagnosis.cause().logged()).isTrue();
	}

	@Test
	void aStuckRollbackIsContinuedAlsoAfterAFailedTry() {
		for (Kind kind : List.of(Kind.UPDATE, Kind.CONTINUE_ROLLBACK, Kind.OUTSIDE)) {
			assertThat(diagnosis(FleetState.UPDATE_STUCK, kind, failure("It is in use")).next())
				.contains("“Continue the rollback”")
				.doesNotContain("“Change”");
		}
	}

	@Test
	void aFirstJobThatCouldNotRunIsToldOnceAndNotAsAFleetThatWorks() {
		Diagnosis diagnosis = unproven("no worker came up within 10 minutes");
		assertThat(diagnosis.title()).isEqualTo("A first job could not run.");
		assertThat(diagnosis.why()).isEqualTo("The manager is up and GitLab knows it, but the job that was to prove "
				+ "the fleet did not run: no worker came up within 10 minutes.");
		assertThat(diagnosis.next()).startsWith("Its jobs may wait or fail as the first one did.");
	}

	@Test
	void whatKeptAFirstJobFromRunningIsNamedBesideIt() {
		assertThat(unproven("pull access denied for acme/builder, repository does not exist").title())
			.isEqualTo("A first job could not run. The jobs' image could not be fetched (acme/builder).");
	}

	@Test
	void whatWentAsAskedHasNoDiagnosis() {
		assertThat(diagnosis(FleetState.READY, Kind.LAUNCH, null)).isNull();
		assertThat(diagnosis(FleetState.READY_CHANGE_CANCELLED, Kind.UPDATE, null)).isNull();
		assertThat(diagnosis(FleetState.REMOVED, Kind.REMOVE, null)).isNull();
	}

	private static Diagnosis unproven(String reason) {
		String line = "{\"step\":\"prove\",\"outcome\":\"unproven\",\"words\":\"a first job could not run: %s\"}"
			.formatted(reason);
		return Diagnosis.of(FleetState.READY_UNPROVEN, Kind.LAUNCH, null,
				CATALOGUE.cause(Evidence.of("eu-central-1", List.of(line), List.of())));
	}

	private static Diagnosis diagnosis(FleetState state, Kind kind, OperationFailure failure) {
		return Diagnosis.of(state, kind, failure,
				(failure != null) ? CATALOGUE.cause(Evidence.of("eu-central-1", failure)) : null);
	}

	private static OperationFailure failure(String reason) {
		return new OperationFailure("Manager", "AWS::EC2::Instance", reason);
	}

	private static List<String> buttons(Diagnosis diagnosis) {
		return (diagnosis == null) ? List.of()
				: BUTTON.matcher(diagnosis.next()).results().map((MatchResult found) -> found.group(1)).toList();
	}

}
