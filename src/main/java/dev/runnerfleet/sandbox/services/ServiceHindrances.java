package dev.runnerfleet.sandbox.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.bucket.Buckets;
import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;

/** What jobs and managers leave behind is in the way of a deletion, in AWS's words. */
class ServiceHindrances implements StackRegistry.Hindrances {

	private final Groups groups;

	private final ManualChanges manualChanges;

	private final StackRegistry stacks;

	private final FleetLives lives;

	ServiceHindrances(StackRegistry stacks, ManualChanges manualChanges, FleetLives lives) {
		this.stacks = stacks;
		this.manualChanges = manualChanges;
		this.lives = lives;
		this.groups = new Groups(stacks, manualChanges, lives);
	}

	@Override
	public Map<String, String> of(History history) {
		Map<String, String> hindrances = new LinkedHashMap<>();
		for (History.MadeResource thing : history.things("AWS::S3::Bucket")) {
			if (thing.goneAt() == null && Buckets.isUsed(thing, history, this.manualChanges)) {
				hindrances.put(thing.logicalId(),
						"""
								Resource handler returned message: "The bucket you tried to delete is not empty. You must delete \
								all versions in the bucket. (Service: S3, Status Code: 409, Request ID: %s)" (RequestToken: %s, \
								HandlerErrorCode: GeneralServiceException)\
								"""
							.formatted(Ids.suffix(16, thing.physicalId()), Ids.uuid(thing.physicalId())));
			}
		}
		for (Group group : this.groups.of(history)) {
			if (group.stubborn() > 0) {
				hindrances.put(group.thing().logicalId(),
						"Group did not stabilize. {current/minSize/maxSize/desiredCapacity}: {%d/0/0/0}. "
							.formatted(group.stubborn()) + "The remaining instances are protected from scale in.");
			}
		}
		List<Machine> workers = SandboxMachines.workers(history, this.manualChanges, this.lives, this.stacks.now())
			.stream()
			.filter((worker) -> worker.endsAt() == null)
			.toList();
		if (!workers.isEmpty()) {
			workerGroups(history).forEach((thing) -> hindrances.put(thing.logicalId(), """
					resource %s has a dependent object (Service: Ec2, Status Code: 400, Request ID: %s)\
					""".formatted(thing.physicalId(), Ids.uuid(thing.physicalId()))));
		}
		return hindrances;
	}

	/** Security groups with a name of their own, by which docker-machine finds them. */
	private static List<History.MadeResource> workerGroups(History history) {
		return history.things("AWS::EC2::SecurityGroup").stream().filter((thing) -> {
			DeployedResource group = history.deployment().find(thing.logicalId());
			return thing.goneAt() == null && group != null && !group.property("GroupName").isEmpty();
		}).toList();
	}

}
