package dev.runnerfleet.fleet.preflight.permission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.permission.Permissions;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PermissionCheckTest {

	private static final String PORTAL = "arn:aws:iam::111122223333:role/ci/portal";

	private static final String SERVICE_ROLE = "arn:aws:iam::111122223333:role/runner-fleet-portal-cloudformation";

	private static final Plan LAUNCH = Plans.launch("docker-autoscaler", Map.of());

	private final PolicyAccount account = new PolicyAccount();

	private final Permissions permissions = new Permissions(this.account);

	private final PermissionCheck check = new PermissionCheck(this.permissions);

	@BeforeEach
	void attachBoth() throws IOException {
		this.account.policies.put(PORTAL, List.of(policy("iam-policy.json"), policy("iam-policy-cloudformation.json")));
	}

	@AfterEach
	void stop() {
		this.permissions.destroy();
	}

	static Stream<Plan> plans() {
		return Stream.of("docker-autoscaler", "docker-machine")
			.flatMap((blueprint) -> Stream.of(Plans.launch(blueprint, Map.of()),
					Plans.launch(blueprint, Map.of("ManagerElasticIp", "true", "WorkerTag", "CostCenter=4711")),
					Plans.change(Plans.launch(blueprint, Map.of()), Map.of("DockerImage", "ruby:3"))));
	}

	@ParameterizedTest
	@MethodSource("plans")
	void whoeverHasBothPoliciesHearsNothing(Plan plan) {
		assertThat(this.check.findings(plan)).isEmpty();
		assertThat(this.account.asked).hasSizeBetween(5, 14)
			.allSatisfy((asked) -> assertThat(asked.policySourceArn()).isEqualTo(PORTAL))
			.allSatisfy((asked) -> assertThat(asked.actionNames()).noneMatch((action) -> action.contains("*")));
	}

	@Test
	void callsAreAskedAboutAsThisVeryLaunchMakesThem() {
		this.check.findings(Plans.launch("docker-autoscaler", Map.of("CacheBucketName", "ci-cache",
				"PermissionsBoundary", "arn:aws:iam::111122223333:policy/fleets", "WorkerTag", "CostCenter=4711")));
		assertThat(asked("cloudformation:CreateStack").resourceArns()).singleElement()
			.asString()
			.startsWith("arn:aws:cloudformation:eu-central-1:111122223333:stack/blue/");
		assertThat(context("cloudformation:CreateStack")).containsKey("aws:RequestTag/runner-fleet-portal:fleet")
			.doesNotContainKey("aws:CalledVia");
		assertThat(asked("s3:CreateBucket").resourceArns()).containsExactly("arn:aws:s3:::ci-cache");
		assertThat(asked("iam:CreateRole").resourceArns()).hasSize(2)
			.anyMatch((role) -> role.startsWith("arn:aws:iam::111122223333:role/blue-ManagerRole-"))
			.anyMatch((role) -> role.startsWith("arn:aws:iam::111122223333:role/blue-CacheRole-"));
		assertThat(asked("iam:PassRole").resourceArns()).singleElement()
			.asString()
			.startsWith("arn:aws:iam::111122223333:role/blue-ManagerRole-");
		assertThat(context("iam:CreateRole")).containsEntry("aws:CalledVia", List.of("cloudformation.amazonaws.com"))
			.containsEntry("iam:PermissionsBoundary", List.of("arn:aws:iam::111122223333:policy/fleets"));
		assertThat(context("iam:PassRole")).containsEntry("iam:PassedToService", List.of("ec2.amazonaws.com"));
		assertThat(context("ec2:RunInstances")).containsEntry("aws:RequestTag/CostCenter", List.of("4711"));
		assertThat(asked("ec2:RunInstances").resourceArns())
			.contains("arn:aws:ec2:eu-central-1:111122223333:subnet/subnet-a");
	}

	@Test
	void aRoleForJobsIsAskedAboutWhereItComesToBe() {
		this.check.findings(LAUNCH);
		this.check.findings(Plans.launch("docker-machine", Map.of()));
		assertThat(this.account.asked).noneMatch((asked) -> asked.actionNames().contains("iam:AttachRolePolicy"));
		this.check.findings(Plans.launch("docker-autoscaler",
				Map.of("WorkerPolicyArns", "arn:aws:iam::aws:policy/ReadOnlyAccess", "RolePath", "/ci/fleets/")));
		assertThat(asked("iam:AttachRolePolicy").resourceArns()).singleElement()
			.asString()
			.startsWith("arn:aws:iam::111122223333:role/ci/fleets/blue-WorkerRole-");
	}

	@Test
	void aKeyOfOnesOwnIsAskedAboutAsSecretsManagerUsesIt() {
		String key = "arn:aws:kms:eu-central-1:111122223333:key/0a1b";
		this.check.findings(LAUNCH);
		assertThat(this.account.asked).noneMatch((asked) -> asked.actionNames().contains("kms:GenerateDataKey"));
		this.check.findings(Plans.launch("docker-autoscaler", Map.of("KmsKeyArn", key)));
		assertThat(asked("kms:GenerateDataKey").resourceArns()).containsExactly(key);
		assertThat(context("kms:GenerateDataKey")).containsEntry("kms:ViaService",
				List.of("secretsmanager.eu-central-1.amazonaws.com"));
	}

	@Test
	void whatIsMissingIsNamedWithWhoLacksItAndWhatToAttach() throws IOException {
		this.account.policies.put(PORTAL, List.of(policy("iam-policy.json")));
		List<Finding> findings = this.check.findings(LAUNCH);
		assertThat(findings).hasSizeGreaterThan(4).noneMatch((finding) -> finding.severity() == Finding.Severity.NOTES);
		assertThat(findings).filteredOn((finding) -> finding.message().contains("iam:CreateRole"))
			.singleElement()
			.matches(Finding::stops)
			.satisfies(
					(finding) -> assertThat(finding.message()).startsWith("The portal's identity portal may not call")
						.contains("CloudFormation does"))
			.satisfies((finding) -> assertThat(finding.remedy()).contains("docs/iam-policy-cloudformation.json",
					"CreateRoles", PORTAL))
			.satisfies((finding) -> assertThat(finding.link().url()).endsWith("#/roles/details/portal"));
	}

	@Test
	void whatIsForbiddenWhateverTheCircumstancesStops() {
		this.account.decisions.put("s3:CreateBucket", (decided) -> decided.evalDecision("explicitDeny"));
		assertThat(this.check.findings(LAUNCH)).singleElement().satisfies((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.message()).contains("s3:CreateBucket");
			assertThat(finding.remedy()).contains("allowing it does not help");
		});
	}

	static Stream<Arguments> denials() {
		Plan launch = LAUNCH;
		Plan change = Plans.change(LAUNCH, Map.of("DockerImage", "ruby:3"));
		Plan nameless = new Plan(LAUNCH.place(), "", LAUNCH.blueprint(), LAUNCH.values(), LAUNCH.subnets(),
				LAUNCH.gitlabUrl(), LAUNCH.runnerToken(), Map.of(), null);
		return Stream.of(Arguments.of(launch, "cloudformation:CreateStack", ""),
				Arguments.of(launch, "iam:CreateRole", ""), Arguments.of(launch, "iam:PassRole", ""),
				Arguments.of(launch, "s3:CreateBucket", ""), Arguments.of(launch, "secretsmanager:CreateSecret", ""),
				Arguments.of(launch, "autoscaling:CreateAutoScalingGroup", ""),
				Arguments.of(change, "cloudformation:CreateChangeSet", ""),
				Arguments.of(launch, "iam:DeleteRole", "get by without it"),
				Arguments.of(launch, "s3:UntagResource", "get by without it"),
				Arguments.of(launch, "cloudformation:DetectStackDrift", "get by without it"),
				Arguments.of(launch, "ec2:RunInstances", "for some resources alone"),
				Arguments.of(launch, "ec2:CreateSecurityGroup", "for some resources alone"),
				Arguments.of(nameless, "iam:CreateRole", "an invented name"),
				Arguments.of(change, "iam:CreateRole", "is not known before"));
	}

	/**
	 * What is denied for sure stops, whoever denies it; what may be allowed is said so.
	 */
	@ParameterizedTest
	@MethodSource("denials")
	void onlyWhatTheLaunchCannotDoWithoutStops(Plan plan, String action, String doubt) {
		Map<String, UnaryOperator<EvaluationResult.Builder>> ways = Map.of("missing",
				(decided) -> decided.evalDecision("implicitDeny"), "forbidden",
				(decided) -> decided.evalDecision("explicitDeny"), "bounded",
				(decided) -> decided.evalDecision("implicitDeny")
					.permissionsBoundaryDecisionDetail((detail) -> detail.allowedByPermissionsBoundary(false)));
		ways.forEach((way, decision) -> {
			this.account.decisions.put(action, decision);
			assertThat(this.check.findings(plan)).as(way).singleElement().satisfies((finding) -> {
				assertThat(finding.message()).contains(action, doubt);
				assertThat(finding.stops()).isEqualTo(doubt.isEmpty());
			});
		});
	}

	@Test
	void aRoleThatTheFleetWillNotHaveIsNotAskedAbout() {
		this.check.findings(Plans.launch("docker-machine", Map.of()));
		Set<String> roles = Plans.launch("docker-machine", Map.of())
			.blueprint()
			.template()
			.evaluate(Plans.launch("docker-machine", Map.of()).values(), Map.of())
			.resources()
			.keySet();
		assertThat(asked("iam:CreateRole").resourceArns()).isNotEmpty()
			.allSatisfy((arn) -> assertThat(roles).anyMatch((role) -> arn.contains("-" + role + "-")));
	}

	@Test
	void whatDependsOnSomethingUnknownIsANote() {
		this.account.decisions.put("s3:CreateBucket",
				(decided) -> decided.evalDecision("explicitDeny").missingContextValues("aws:SourceVpc"));
		assertThat(this.check.findings(LAUNCH)).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTES);
			assertThat(finding.message()).contains("s3:CreateBucket", "aws:SourceVpc");
		});
	}

	@Test
	void organisationAndBoundaryAreNotCuredByAPolicy() {
		this.account.decisions.put("ec2:RunInstances", (decided) -> decided.evalDecision("implicitDeny")
			.organizationsDecisionDetail((detail) -> detail.allowedByOrganizations(false)));
		this.account.decisions.put("iam:CreateRole", (decided) -> decided.evalDecision("implicitDeny")
			.permissionsBoundaryDecisionDetail((detail) -> detail.allowedByPermissionsBoundary(false)));
		List<Finding> findings = this.check.findings(LAUNCH);
		assertThat(findings).extracting(Finding::severity)
			.containsExactlyInAnyOrder(Finding.Severity.WARNS, Finding.Severity.STOPS);
		assertThat(findings).extracting(Finding::words)
			.anyMatch((words) -> words.contains("ec2:RunInstances") && words.contains("policy of the organisation"))
			.anyMatch((words) -> words.contains("iam:CreateRole") && words.contains("permissions boundary"))
			.noneMatch((words) -> words.contains("Attach docs"));
	}

	@Test
	void whoMayNotSimulateGetsANote() {
		this.account.refuses = true;
		assertThat(this.check.findings(LAUNCH)).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTES);
			assertThat(finding.words()).contains("iam:SimulatePrincipalPolicy");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "arn:aws:iam::111122223333:root", "arn:aws:sts::111122223333:federated-user/ada" })
	void whatCannotBeSimulatedIsANote(String caller) {
		this.account.caller = caller;
		assertThat(this.check.findings(LAUNCH)).singleElement()
			.satisfies((finding) -> assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTES));
		assertThat(this.account.asked).isEmpty();
	}

	@Test
	void withAServiceRoleThePortalNeedsOnlyToPassIt() throws IOException {
		this.account.serviceRole = SERVICE_ROLE;
		this.account.policies.put(PORTAL, List.of(policy("iam-policy.json")));
		JsonNode forRole = JsonMapper.shared()
			.readTree(policy("iam-policy-cloudformation.json").toString()
				.replace("\"ForAnyValue:StringEquals\":{\"aws:CalledVia\":\"cloudformation.amazonaws.com\"}", ""));
		this.account.policies.put(SERVICE_ROLE, List.of(forRole));
		assertThat(this.check.findings(LAUNCH)).isEmpty();
		assertThat(this.account.asked).anySatisfy((asked) -> {
			assertThat(asked.policySourceArn()).isEqualTo(PORTAL);
			assertThat(asked.actionNames()).containsExactly("iam:PassRole");
			assertThat(asked.resourceArns()).containsExactly(SERVICE_ROLE);
		});
		assertThat(context("iam:CreateRole")).doesNotContainKey("aws:CalledVia");
		this.account.policies.clear();
		assertThat(this.check.findings(LAUNCH)).extracting(Finding::words)
			.anyMatch((words) -> words.contains("iam:PassRole on " + SERVICE_ROLE) && words.contains("PassServiceRole"))
			.anyMatch(
					(words) -> words.startsWith("CloudFormation's role runner-fleet-portal-cloudformation may not call")
							&& words.contains("iam:CreateRole"));
	}

	private SimulatePrincipalPolicyRequest asked(String action) {
		return this.account.asked.stream()
			.filter((request) -> request.actionNames().contains(action))
			.findFirst()
			.orElseThrow();
	}

	private Map<String, List<String>> context(String action) {
		return asked(action).contextEntries()
			.stream()
			.collect(Collectors.toMap(ContextEntry::contextKeyName, ContextEntry::contextKeyValues));
	}

	private static JsonNode policy(String file) throws IOException {
		return JsonMapper.shared().readTree(Files.readString(Path.of("docs", file)));
	}

}
