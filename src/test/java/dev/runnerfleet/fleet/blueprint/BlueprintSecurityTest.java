package dev.runnerfleet.fleet.blueprint;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.list;
import static org.assertj.core.api.Assertions.assertThat;

/** What the blueprints promise about safety. */
class BlueprintSecurityTest {

	private static final Set<String> WITHOUT_RESOURCES = Set.of("ssm:UpdateInstanceInformation",
			"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
			"ssmmessages:OpenDataChannel", "ecr:GetAuthorizationToken", "ec2:RequestSpotInstances",
			"ec2:CancelSpotInstanceRequests");

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theCacheIsPrivateEncryptedAndReachedByTlsAlone(String blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint, Map.of());
		Map<String, Object> bucket = fleet.properties("CacheBucket");
		assertThat(at(bucket, "PublicAccessBlockConfiguration")).isEqualTo(Map.of("BlockPublicAcls", true,
				"BlockPublicPolicy", true, "IgnorePublicAcls", true, "RestrictPublicBuckets", true));
		assertThat(at(bucket, "BucketEncryption").toString()).contains("SSEAlgorithm=AES256");
		assertThat(at(bucket, "OwnershipControls").toString()).contains("BucketOwnerEnforced");
		assertThat(list(at(fleet.properties("CacheBucketPolicy"), "PolicyDocument", "Statement"))).singleElement()
			.satisfies((statement) -> {
				assertThat(at(statement, "Effect")).isEqualTo("Deny");
				assertThat(at(statement, "Principal")).isEqualTo("*");
				assertThat(at(statement, "Condition", "Bool", "aws:SecureTransport")).isEqualTo("false");
				assertThat(list(at(statement, "Resource"))).hasSize(2);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theCacheExpiresUnlessToldNotTo(String blueprint) {
		assertThat(lifecycle(blueprint, "30")).contains("ExpirationInDays=30", "AbortIncompleteMultipartUpload");
		assertThat(lifecycle(blueprint, "0")).doesNotContain("ExpirationInDays")
			.contains("AbortIncompleteMultipartUpload");
		assertThat(RenderedBlueprint.of(blueprint, Map.of()).properties("CacheBucket")).doesNotContainKey("BucketName");
		assertThat(RenderedBlueprint.of(blueprint, Map.of("CacheBucketName", "my-cache")).properties("CacheBucket"))
			.containsEntry("BucketName", "my-cache");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theTokenStandsInTheSecretAlone(String blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint, Map.of());
		assertThat(fleet.properties("RunnerTokenSecret")).containsEntry("SecretString", RenderedBlueprint.TOKEN);
		assertThat(fleet.resources().values())
			.filteredOn((resource) -> !resource.logicalId().equals("RunnerTokenSecret"))
			.allSatisfy((resource) -> assertThat(resource.attributes().toString()).doesNotContain("RunnerToken}"));
		assertThat(fleet.file("/opt/runner-fleet/fleet")).contains("set +x").doesNotContain("set -x");
	}

	/**
	 * User data is readable by whoever may describe the instance, and a change of it ends
	 * jobs.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theUserDataIsTheSameWhateverAFleetIsSetTo(String blueprint) {
		String userData = RenderedBlueprint.of(blueprint, Map.of()).userData();
		assertThat(RenderedBlueprint
			.of(blueprint, Map.of("RunnerToken", "glrt-" + "y".repeat(20), "GitlabUrl", "https://gitlab.example.com/",
					"Environment", "A=b", "CacheBucketName", "mine"))
			.userData()).isEqualTo(userData);
		assertThat(userData).doesNotContain(RenderedBlueprint.TOKEN, "--reason", "set -x");
	}

	/**
	 * A token that the runner has renewed outlives the machine that it was renewed on.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theManagerReadsAndKeepsTheTokenOfItsOwnFleetAlone(String blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint, permissive(blueprint));
		for (String action : List.of("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue")) {
			assertThat(statement(fleet, action)).singleElement()
				.satisfies((statement) -> assertThat(list(at(statement, "Resource")))
					.containsExactly("RunnerTokenSecret"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theManagerWritesToItsOwnLogGroupAlone(String blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint, Map.of());
		assertThat(fleet.statements())
			.filteredOn((statement) -> list(at(statement, "Action")).toString().contains("logs:"))
			.singleElement()
			.satisfies((statement) -> {
				assertThat(list(at(statement, "Action"))).containsExactlyInAnyOrder("logs:CreateLogGroup",
						"logs:PutRetentionPolicy", "logs:CreateLogStream", "logs:DescribeLogStreams",
						"logs:PutLogEvents");
				assertThat(at(statement, "Resource"))
					.isEqualTo("arn:aws:logs:eu-central-1:123456789012:log-group:/runner-fleet/fleet-one:*");
			});
	}

	/** The runner's metrics, and whether it is ready, are for the manager itself. */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theRunnerAnswersNobodyButItsManager(String blueprint) {
		assertThat(RenderedBlueprint.of(blueprint, Map.of()).config().getString("listen_address"))
			.isEqualTo("localhost:9252");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theManagerIsHardened(String blueprint) {
		Map<String, Object> manager = RenderedBlueprint.of(blueprint, Map.of()).instance();
		assertThat(at(manager, "MetadataOptions"))
			.isEqualTo(Map.of("HttpEndpoint", "enabled", "HttpTokens", "required", "HttpPutResponseHopLimit", 1));
		assertThat(at(list(at(manager, "BlockDeviceMappings")).get(0), "Ebs").toString()).contains("VolumeType=gp3",
				"Encrypted=true");
		assertThat(manager).doesNotContainKey("KeyName").containsKey("IamInstanceProfile");
		assertThat(at(RenderedBlueprint.of(blueprint, Map.of("ManagerKeyPair", "mine")).instance(), "KeyName"))
			.isEqualTo("mine");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void nobodyReachesTheManagerUnlessARangeIsGiven(String blueprint) {
		assertThat(list(at(RenderedBlueprint.of(blueprint, Map.of()).properties("ManagerSecurityGroup"),
				"SecurityGroupIngress")))
			.isEmpty();
		assertThat(list(at(RenderedBlueprint.of(blueprint, Map.of("ManagerSshCidr", "203.0.113.7/32"))
			.properties("ManagerSecurityGroup"), "SecurityGroupIngress"))).singleElement().satisfies((rule) -> {
				assertThat(at(rule, "CidrIp")).isEqualTo("203.0.113.7/32");
				assertThat(at(rule, "FromPort")).isEqualTo(22);
				assertThat(at(rule, "ToPort")).isEqualTo(22);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void onlyTheManagerReachesTheWorkers(String blueprint) {
		assertThat(list(at(RenderedBlueprint.of(blueprint, Map.of()).properties("WorkerSecurityGroup"),
				"SecurityGroupIngress")))
			.isNotEmpty()
			.allSatisfy((rule) -> {
				assertThat(at(rule, "SourceSecurityGroupId")).isEqualTo("ManagerSecurityGroup");
				assertThat(rule.toString()).doesNotContain("Cidr");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void everyPermissionIsScoped(String blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint, permissive(blueprint));
		assertThat(fleet.statements()).isNotEmpty().allSatisfy((statement) -> {
			List<Object> actions = list(at(statement, "Action"));
			assertThat(actions).allSatisfy((action) -> assertThat(action.toString()).doesNotContain("*"));
			boolean reads = actions.stream().allMatch((action) -> action.toString().matches("[a-z0-9]+:Describe.*"));
			if (list(at(statement, "Resource")).contains("*") && !reads) {
				assertThat(WITHOUT_RESOURCES).containsAll(actions.stream().map(String::valueOf).toList());
				assertThat(at(statement, "Condition")).isNotNull();
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aBoundaryCanBeSet(String blueprint) {
		String boundary = "arn:aws:iam::123456789012:policy/boundary";
		assertThat(RenderedBlueprint.of(blueprint, Map.of()).properties("ManagerRole"))
			.doesNotContainKey("PermissionsBoundary");
		RenderedBlueprint bounded = RenderedBlueprint.of(blueprint, Map.of("PermissionsBoundary", boundary));
		assertThat(bounded.resources().values()).filteredOn((resource) -> resource.type().equals("AWS::IAM::Role"))
			.isNotEmpty()
			.allSatisfy((role) -> assertThat(bounded.properties(role.logicalId())).containsEntry("PermissionsBoundary",
					boundary));
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void privilegedJobsNeedWorkersOfTheirOwn(String blueprint) {
		Object rule = new Blueprints().find(blueprint)
			.orElseThrow()
			.template()
			.section("Rules")
			.get("PrivilegedJobsNeedFreshWorkers");
		assertThat(rule.toString()).contains("Privileged", "MountDockerSocket", "MaxBuildsPerWorker");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aStackIsCompleteOnlyWhenTheManagerSaysSo(String blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint, Map.of());
		assertThat(at(fleet.manager().attributes(), "CreationPolicy", "ResourceSignal", "Count")).isEqualTo(1);
		assertThat(fleet.file("/etc/systemd/system/gitlab-runner.service.d/fleet.conf")).contains("KillSignal=SIGQUIT",
				"TimeoutStopSec=7200");
		assertThat(fleet.file("/opt/runner-fleet/fleet")).contains("gitlab-runner verify --config");
	}

	@Test
	void autoscaledWorkersHaveNoRoleAndNoWayToTheManagersMetadata() {
		RenderedBlueprint fleet = RenderedBlueprint.of("docker-autoscaler", Map.of());
		Map<String, Object> worker = RenderedBlueprint
			.map(at(fleet.properties("WorkerTemplate"), "LaunchTemplateData"));
		assertThat(worker).doesNotContainKeys("IamInstanceProfile", "KeyName");
		assertThat(at(worker, "MetadataOptions", "HttpTokens")).isEqualTo("required");
		assertThat(at(list(at(worker, "BlockDeviceMappings")).get(0), "Ebs", "Encrypted")).isEqualTo(true);
	}

	@Test
	void theGroupIsTheManagersToSize() {
		Map<String, Object> group = RenderedBlueprint.of("docker-autoscaler", Map.of("MaxConcurrentBuilds", "17"))
			.properties("WorkerGroup");
		assertThat(group).doesNotContainKey("DesiredCapacity")
			.containsEntry("MinSize", "0")
			.containsEntry("MaxSize", "17")
			.containsEntry("NewInstancesProtectedFromScaleIn", true)
			.containsEntry("VPCZoneIdentifier", List.of("subnet-1", "subnet-2"));
	}

	@Test
	void machinesHaveARoleThatAllowsNothing() {
		RenderedBlueprint fleet = RenderedBlueprint.of("docker-machine", permissive("docker-machine"));
		assertThat(fleet.properties("WorkerRole")).doesNotContainKeys("Policies", "ManagedPolicyArns");
		assertThat(statement(fleet, "iam:PassRole")).singleElement()
			.satisfies((statement) -> assertThat(at(statement, "Resource")).isEqualTo("arn:aws:WorkerRole:Arn"));
		assertThat(statement(fleet, "ec2:TerminateInstances")).singleElement()
			.satisfies((statement) -> assertThat(at(statement, "Condition", "ArnEquals", "ec2:InstanceProfile"))
				.isEqualTo("arn:aws:WorkerProfile:Arn"));
		assertThat(statement(fleet, "ec2:RunInstances").toString()).contains("ec2:InstanceType=t3.micro",
				"subnet/subnet-1", "security-group/WorkerSecurityGroup", "ec2:InstanceProfile");
	}

	private static List<Map<String, Object>> statement(RenderedBlueprint fleet, String action) {
		return fleet.statements()
			.stream()
			.filter((statement) -> list(at(statement, "Action")).contains(action))
			.toList();
	}

	private static Map<String, String> permissive(String blueprint) {
		return blueprint.equals("docker-machine") ? Map.of("SpotInstance", "true") : Map.of();
	}

	private static String lifecycle(String blueprint, String days) {
		Map<String, Object> bucket = RenderedBlueprint.of(blueprint, Map.of("CacheExpirationInDays", days))
			.properties("CacheBucket");
		return at(bucket, "LifecycleConfiguration", "Rules").toString();
	}

}
