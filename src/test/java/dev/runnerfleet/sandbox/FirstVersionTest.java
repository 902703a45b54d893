package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a fleet of a blueprint's first version by an update to the newest. */
class FirstVersionTest {

	private static final List<String> LASTING = List.of("WorkerGroup", "WorkerTemplate", "CacheBucket",
			"RunnerTokenSecret", "ManagerRole");

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void workersCacheAndTokenStay() {
		String first = SandboxFixture.template("versions/docker-autoscaler-1.yaml");
		this.sandbox.create("fleet", "production", (request) -> request.templateBody(first));
		this.sandbox.untilSettled("fleet");
		Map<String, String> before = resources();
		this.sandbox.cloudFormation()
			.createChangeSet((request) -> request.stackName("fleet")
				.changeSetName("newest")
				.templateBody(SandboxFixture.template("blueprints/docker-autoscaler.yaml"))
				.parameters(this.sandbox.parameters("production", Map.of()))
				.capabilities(Capability.CAPABILITY_IAM));
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		List<ResourceChange> changes = this.sandbox.cloudFormation()
			.describeChangeSetPaginator((request) -> request.stackName("fleet").changeSetName("newest"))
			.changes()
			.stream()
			.map(Change::resourceChange)
			.toList();
		assertThat(changes).extracting(ResourceChange::logicalResourceId)
			.contains("WorkerTemplate", "WorkerGroup", "ManagerRole");
		assertThat(changes).filteredOn((change) -> LASTING.contains(change.logicalResourceId()))
			.allMatch((change) -> change.replacementAsString().equals("False"));
		this.sandbox.cloudFormation().executeChangeSet((request) -> request.stackName("fleet").changeSetName("newest"));
		this.sandbox.untilSettled("fleet");
		assertThat(this.sandbox.status("fleet")).isEqualTo("UPDATE_COMPLETE");
		before.keySet().retainAll(LASTING);
		assertThat(resources()).containsAllEntriesOf(before);
	}

	private Map<String, String> resources() {
		return this.sandbox.cloudFormation()
			.describeStackResources((request) -> request.stackName("fleet"))
			.stackResources()
			.stream()
			.collect(Collectors.toMap(StackResource::logicalResourceId, StackResource::physicalResourceId,
					(older, newer) -> newer));
	}

}
