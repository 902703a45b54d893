package dev.runnerfleet.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What jobs and managers leave behind is in the way of a deletion, in AWS's words. */
class ServiceHindrances implements Hindrances {

	private final Groups groups;

	private final Touches touches;

	private final StackRegistry stacks;

	ServiceHindrances(StackRegistry stacks, Touches touches) {
		this.stacks = stacks;
		this.touches = touches;
		this.groups = new Groups(stacks, touches);
	}

	@Override
	public Map<String, String> of(History history) {
		Map<String, String> hindrances = new LinkedHashMap<>();
		for (Thing thing : history.things("AWS::S3::Bucket")) {
			if (thing.goneAt() == null && !Bucket.of(thing, history, this.touches).isEmpty()) {
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
		List<Machine> workers = Machines.workers(history, this.touches, this.stacks.now())
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
	private static List<Thing> workerGroups(History history) {
		return history.things("AWS::EC2::SecurityGroup").stream().filter((thing) -> {
			DeployedResource group = history.deployment().find(thing.logicalId());
			return thing.goneAt() == null && group != null && !group.property("GroupName").isEmpty();
		}).toList();
	}

}
