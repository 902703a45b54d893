package dev.runnerfleet.aws.permission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.aws.permission.Permissions.By;
import dev.runnerfleet.aws.permission.Permissions.Denied;
import dev.runnerfleet.aws.permission.Permissions.Question;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class PermissionsTest {

	private static final Place PLACE = Place.in("eu-central-1");

	private static final String ROLE = "arn:aws:iam::111122223333:role/teams/ci/portal";

	private final Account account = new Account();

	private final Permissions permissions = new Permissions(this.account);

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "arn:aws:iam" })
	void whoeverIsNotNamedCannotBeSimulated(@Nullable String caller) {
		this.account.caller = caller;
		assertThat(this.permissions.identity(PLACE).arn()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			arn:aws:iam::111122223333:user/people/ada      | arn:aws:iam::111122223333:user/people/ada      | people/ada
			arn:aws:sts::111122223333:assumed-role/portal/i-1 | arn:aws:iam::111122223333:role/teams/ci/portal | portal
			arn:aws:sts::111122223333:assumed-role/gone/i-1 | arn:aws:iam::111122223333:role/gone           | gone
			arn:aws:sts::111122223333:federated-user/ada   |                                                | ada
			arn:aws:iam::111122223333:root                 |                                                | root
			""")
	void aSessionIsTheRoleThatItHasWithItsPath(String caller, @Nullable String arn, String name) {
		this.account.caller = caller;
		Permissions.Identity identity = this.permissions.identity(PLACE);
		assertThat(identity.arn()).isEqualTo(arn);
		assertThat(identity.name()).isEqualTo(name);
		assertThat(identity.account()).isEqualTo("111122223333");
		assertThat(identity.root()).isEqualTo(caller.endsWith(":root"));
	}

	@Test
	void everyPageIsRead() {
		List<String> actions = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			actions.add("s3:Action" + i);
			this.account.decisions.put("s3:Action" + i,
					EvaluationResult.builder().evalDecision((i < 5) ? "allowed" : "implicitDeny"));
		}
		assertThat(denied(new Question(actions, List.of(), Map.of()))).extracting(Denied::action)
			.containsExactly("s3:Action5", "s3:Action6");
	}

	@Test
	void whatIsAskedReachesAws() {
		denied(new Question(List.of("s3:CreateBucket"), List.of("arn:aws:s3:::blue"),
				new LinkedHashMap<>(Map.of("aws:CalledVia", List.of("cloudformation.amazonaws.com"),
						"aws:RequestTag/fleet", List.of("1"), "aws:ViaAWSService", List.of("true")))));
		SimulatePrincipalPolicyRequest asked = this.account.asked.get(0);
		assertThat(asked.policySourceArn()).isEqualTo(ROLE);
		assertThat(asked.resourceArns()).containsExactly("arn:aws:s3:::blue");
		assertThat(asked.contextEntries()).extracting(ContextEntry::contextKeyName, ContextEntry::contextKeyType)
			.containsExactlyInAnyOrder(tuple("aws:CalledVia", ContextKeyTypeEnum.STRING_LIST),
					tuple("aws:RequestTag/fleet", ContextKeyTypeEnum.STRING),
					tuple("aws:ViaAWSService", ContextKeyTypeEnum.BOOLEAN));
	}

	@Test
	void whoDeniesItAndWhetherForSureIsToldApart() {
		this.account.decisions.put("a:Missing", EvaluationResult.builder().evalDecision("implicitDeny"));
		this.account.decisions.put("a:Forbidden", EvaluationResult.builder().evalDecision("explicitDeny"));
		this.account.decisions.put("a:Bounded",
				EvaluationResult.builder()
					.evalDecision("implicitDeny")
					.permissionsBoundaryDecisionDetail((detail) -> detail.allowedByPermissionsBoundary(false)));
		this.account.decisions.put("a:Organized",
				EvaluationResult.builder()
					.evalDecision("explicitDeny")
					.organizationsDecisionDetail((detail) -> detail.allowedByOrganizations(false)));
		this.account.decisions.put("a:Depends",
				EvaluationResult.builder().evalDecision("implicitDeny").missingContextValues("aws:SourceVpc"));
		this.account.decisions.put("a:OneOfSeveral", EvaluationResult.builder()
			.evalDecision("allowed")
			.resourceSpecificResults((one) -> one.evalResourceName("arn:aws:s3:::blue").evalResourceDecision("allowed"),
					(other) -> other.evalResourceName("arn:aws:s3:::red")
						.evalResourceDecision("explicitDeny")
						.missingContextValues("aws:PrincipalTag/team")));
		this.account.decisions.put("a:Allowed",
				EvaluationResult.builder().evalDecision("allowed").missingContextValues("aws:SourceVpc"));
		assertThat(denied(new Question(List.copyOf(this.account.decisions.keySet()), List.of(), Map.of())))
			.containsExactlyInAnyOrder(new Denied("a:Missing", By.IDENTITY, false, List.of()),
					new Denied("a:Forbidden", By.IDENTITY, true, List.of()),
					new Denied("a:Bounded", By.BOUNDARY, false, List.of()),
					new Denied("a:Organized", By.ORGANIZATION, true, List.of()),
					new Denied("a:Depends", By.IDENTITY, false, List.of("aws:SourceVpc")),
					new Denied("a:OneOfSeveral", By.IDENTITY, true, List.of("aws:PrincipalTag/team")));
	}

	@Test
	void whoMayNotSimulateHearsThat() {
		this.account.refuses = true;
		assertThatExceptionOfType(AwsFailure.class)
			.isThrownBy(() -> denied(new Question(List.of("s3:CreateBucket"), List.of(), Map.of())))
			.satisfies((failure) -> assertThat(failure.title()).contains("iam:SimulatePrincipalPolicy"));
	}

	/**
	 * Where it is silent nobody waits for ever, and nothing heaps up that nobody wants.
	 */
	@Test
	void aSilentAwsIsNotWaitedForAndKeepsNobodyElseFromAnswers() throws Exception {
		Place silent = Place.in("eu-west-1");
		Permissions impatient = new Permissions(this.account, Duration.ofMillis(20));
		List<Question> questions = IntStream.range(0, 40)
			.mapToObj((index) -> new Question(List.of("s3:Action" + index), List.of(), Map.of()))
			.toList();
		for (int launch = 0; launch < 10; launch++) {
			assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> impatient.denied(silent, ROLE, questions))
				.satisfies((failure) -> assertThat(failure.passing()).isTrue());
		}
		assertThat(this.account.waiting.get()).isLessThanOrEqualTo(16);
		assertThat(this.permissions.denied(PLACE, ROLE, questions)).isEmpty();
		this.account.silence.countDown();
		Permissions patient = this.permissions;
		assertThat(patient.denied(silent, ROLE, questions)).isEmpty();
		impatient.destroy();
	}

	@Test
	void moreThanAnybodyAsksIsRefusedAtOnce() {
		List<Question> questions = IntStream.range(0, 500)
			.mapToObj((index) -> new Question(List.of("s3:Action" + index), List.of(), Map.of()))
			.toList();
		assertThatExceptionOfType(AwsFailure.class)
			.isThrownBy(() -> this.permissions.denied(Place.in("eu-west-1"), ROLE, questions));
		this.account.silence.countDown();
		assertThat(this.permissions.denied(Place.in("eu-west-1"), ROLE, questions.subList(0, 20))).isEmpty();
	}

	@AfterEach
	void end() {
		this.account.silence.countDown();
		this.permissions.destroy();
	}

	private List<Denied> denied(Question question) {
		return this.permissions.denied(PLACE, ROLE, List.of(question)).getOrDefault(question, List.of());
	}

	/** An account in which all is allowed that is not decided otherwise. */
	private static final class Account implements AwsOfOne {

		private final Map<String, EvaluationResult.Builder> decisions = new LinkedHashMap<>();

		private final List<SimulatePrincipalPolicyRequest> asked = new CopyOnWriteArrayList<>();

		private String caller = "arn:aws:sts::111122223333:assumed-role/portal/i-1";

		private boolean refuses;

		/** Ends the silence of all regions but one. */
		private final CountDownLatch silence = new CountDownLatch(1);

		private final AtomicInteger waiting = new AtomicInteger();

		private void hang() {
			this.waiting.incrementAndGet();
			try {
				this.silence.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.waiting.decrementAndGet();
		}

		@Override
		public StsClient sts(Place place) {
			return new Tokens(this.caller);
		}

		@Override
		public IamClient iam(Place place) {
			return new Identities(this, !place.equals(PLACE));
		}

	}

	private record Tokens(String caller) implements StsClient {

		@Override
		public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
			return GetCallerIdentityResponse.builder().arn(this.caller).account("111122223333").build();
		}

		@Override
		public String serviceName() {
			return "sts";
		}

		@Override
		public void close() {
		}

	}

	/** Answers three results a page. */
	private record Identities(Account account, boolean silent) implements IamClient {

		private static final int PAGE = 3;

		@Override
		public GetRoleResponse getRole(GetRoleRequest request) {
			if (request.roleName().equals("gone")) {
				throw refusal("NoSuchEntity");
			}
			return GetRoleResponse.builder().role((role) -> role.arn(ROLE)).build();
		}

		@Override
		public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(SimulatePrincipalPolicyRequest request) {
			if (this.account.refuses) {
				throw refusal("AccessDenied");
			}
			if (this.silent) {
				this.account.hang();
			}
			this.account.asked.add(request);
			int from = (request.marker() != null) ? Integer.parseInt(request.marker()) : 0;
			int to = Math.min(from + PAGE, request.actionNames().size());
			return SimulatePrincipalPolicyResponse.builder()
				.evaluationResults(request.actionNames().subList(from, to).stream().map(this::result).toList())
				.isTruncated(to < request.actionNames().size())
				.marker(String.valueOf(to))
				.build();
		}

		private EvaluationResult result(String action) {
			return this.account.decisions.getOrDefault(action, EvaluationResult.builder().evalDecision("allowed"))
				.evalActionName(action)
				.build();
		}

		private static IamException refusal(String code) {
			return (IamException) IamException.builder()
				.statusCode(403)
				.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("No.").build())
				.build();
		}

		@Override
		public String serviceName() {
			return "iam";
		}

		@Override
		public void close() {
		}

	}

}
