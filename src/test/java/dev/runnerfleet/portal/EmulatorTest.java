package dev.runnerfleet.portal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A fleet of the blueprint's first version is adopted, previewed and changed to the
 * newest one over another emulator than ours. What moto knows nothing of: buckets'
 * policies and secrets, which properties replace a resource, how a group is changed
 * without making it anew, and the machines themselves.
 */
@EnabledIf("dev.runnerfleet.portal.Moto#isThere")
@Timeout(600)
class EmulatorTest {

	private static final Duration PATIENCE = Duration.ofSeconds(180);

	private static final String STACK = "first";

	private static final String IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.12-x86_64";

	private final JsonMapper json = new JsonMapper();

	@TempDir
	Path data;

	@Test
	void aFleetOfTheFirstVersionBecomesOneOfTheNewestAndKeepsItsWorkers() throws Exception {
		try (Moto moto = Moto.start(); CloudFormationClient aws = moto.cloudFormation(); Ec2Client ec2 = moto.ec2()) {
			List<Subnet> subnets = ec2.describeSubnets().subnets().subList(0, 2);
			List<String> subnetIds = subnets.stream().map(Subnet::subnetId).toList();
			launchFirstVersion(aws, subnets.get(0).vpcId(), subnetIds);
			Map<String, String> before = resources(aws);
			try (PortalProcess portal = PortalProcess.start(this.data, moto.url(), "--portal.tracking.watched=200ms",
					"--portal.tracking.unwatched=200ms")) {
				portal.awaitReady();
				Visitor admin = portal.admin();
				String fleet = "/api/v1/fleets/" + adopted(admin);
				// moto tells of images where AWS tells of their names, and of a list as
				// Python writes it.
				JsonNode preview = previewed(admin, fleet, Map.of("anyway", true, "cacheExpiryDays", 14, "subnetIds",
						subnetIds, "parameters", Map.of("WorkerImage", IMAGE, "ManagerImage", IMAGE)));
				assertThat(preview.get("changes").valueStream())
					.filteredOn((change) -> change.get("logicalId").asString().startsWith("Worker")
							&& change.get("action").asString().equals("MODIFY"))
					.isNotEmpty()
					.allMatch((change) -> change.get("replacement").asString().equals("NEVER"));
				assertThat(admin.tell(fleet + "/previews/" + preview.get("id").asString() + "/apply", "").statusCode())
					.isEqualTo(202);
				JsonNode changed = await().atMost(PATIENCE)
					.until(() -> read(admin, fleet), (now) -> !now.at("/operation/finishedAt").isNull());
				assertThat(changed.get("status").asString()).isEqualTo("UPDATE_COMPLETE");
				assertThat(changed.at("/operation/state").asString()).isEqualTo("SUCCEEDED");
			}
			assertThat(resources(aws)).containsEntry("WorkerTemplate", before.get("WorkerTemplate"))
				.containsEntry("CacheBucket", before.get("CacheBucket"))
				.containsEntry("ManagerRole", before.get("ManagerRole"));
			assertThat(aws.describeStacks((request) -> request.stackName(STACK)).stacks().get(0).tags())
				.anySatisfy((tag) -> assertThat(tag.value()).isEqualTo("sehr groß"));
		}
	}

	private static void launchFirstVersion(CloudFormationClient aws, String vpcId, List<String> subnetIds)
			throws Exception {
		String template = Files.readString(Path.of("src/test/resources/versions/docker-autoscaler-1.yaml"));
		aws.createStack((request) -> request.stackName(STACK)
			.templateBody(template)
			.capabilities(Capability.CAPABILITY_IAM)
			.tags((tag) -> tag.key("Größe").value("sehr groß"))
			// An empty choice in a list stays there as nothing, at which moto stumbles.
			.parameters(parameter("WorkerTag", "CostCenter=4711"), parameter("WorkerTag2", "team=blue"),
					parameter("RunnerToken", "glrt-" + "x".repeat(20)), parameter("VpcId", vpcId),
					parameter("SubnetIds", String.join(",", subnetIds))));
	}

	private String adopted(Visitor admin) throws Exception {
		String body = this.json.writeValueAsString(Map.of("region", "eu-central-1", "stackName", STACK));
		JsonNode fleet = await().atMost(PATIENCE)
			.until(() -> this.json.readTree(admin.tell("/api/v1/fleets/adopt", body).body()),
					(answer) -> answer.has("id"));
		String id = fleet.get("id").asString();
		await().atMost(PATIENCE)
			.until(() -> read(admin, "/api/v1/fleets/" + id).get("actions").toString(),
					(actions) -> actions.contains("CHANGE"));
		return id;
	}

	private JsonNode previewed(Visitor admin, String fleet, Map<String, ?> change) throws Exception {
		String body = admin.patchAsync(fleet, this.json.writeValueAsString(change)).get().body();
		JsonNode asked = this.json.readTree(body);
		assertThat(asked.has("id")).as(body).isTrue();
		String preview = fleet + "/previews/" + asked.get("id").asString();
		return await().atMost(PATIENCE)
			.until(() -> read(admin, preview), (now) -> now.get("state").asString().equals("READY"));
	}

	private JsonNode read(Visitor admin, String path) throws Exception {
		return this.json.readTree(admin.ask(path).body());
	}

	private static Map<String, String> resources(CloudFormationClient aws) {
		Map<String, String> resources = new TreeMap<>();
		aws.describeStackResources((request) -> request.stackName(STACK))
			.stackResources()
			.stream()
			.filter((resource) -> resource.logicalResourceId() != null)
			.forEach((resource) -> resources.put(resource.logicalResourceId(), resource.physicalResourceId()));
		return resources;
	}

	private static Parameter parameter(String name, String value) {
		return Parameter.builder().parameterKey(name).parameterValue(value).build();
	}

}
