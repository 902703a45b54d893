package dev.runnerfleet.sandbox.cloudformation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.TemplateValues;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.Pace;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * Changes resources of one region behind CloudFormation's back, and finds what was
 * changed so. An update that touches a resource puts it right again.
 */
public class SandboxDrifts {

	private static final Duration DETECTION = Duration.ofSeconds(3);

	/**
	 * What can be changed by hand and to what, the first that a stack has being taken.
	 */
	private static final List<Hand> HANDS = List.of(new Hand("AWS::AutoScaling::AutoScalingGroup", "/MaxSize", "50"),
			new Hand("AWS::S3::Bucket", "/PublicAccessBlockConfiguration/BlockPublicPolicy", "false"),
			new Hand("AWS::EC2::Instance", "/InstanceType", "t3.large"));

	private final StackRegistry stacks;

	private final ManualChanges manualChanges;

	public SandboxDrifts(StackRegistry stacks, ManualChanges manualChanges) {
		this.stacks = stacks;
		this.manualChanges = manualChanges;
	}

	/**
	 * Changes one of a stack's resources by hand.
	 * @return what was changed, empty if the stack has nothing that can be
	 */
	public Optional<StackDrift.ResourceDrift> change(History history) {
		for (Hand hand : HANDS) {
			for (DeployedResource resource : history.deployment().resources()) {
				Object expected = at(resource.properties(), hand.path());
				boolean worth = !hand.type().endsWith("AutoScalingGroup") || !resource.isOfManager();
				if (resource.type().equals(hand.type()) && worth && expected != null) {
					this.stacks.exclusively(() -> {
						this.manualChanges.put(resource.physicalId(), ManualChanges.Change.Kind.DRIFTED,
								this.stacks.now(), hand.path() + "=" + hand.value());
						return true;
					});
					return Optional.of(new StackDrift.ResourceDrift(resource, hand.path(), String.valueOf(expected),
							hand.value()));
				}
			}
		}
		return Optional.empty();
	}

	/** Begins to look for changes and gives the id to ask for the result with. */
	String detect(String nameOrId) {
		return this.stacks.exclusively(() -> {
			History history = this.stacks.get(nameOrId);
			String id = history.stack().id();
			if (!history.status().matches("(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE|UPDATE_ROLLBACK_FAILED")) {
				throw SandboxRefusal.validation("Drift detection is not supported for stack [%s] in status %s."
					.formatted(id, history.status()));
			}
			if (this.manualChanges.find(id, ManualChanges.Change.Kind.CHECKED)
				.filter((manualChange) -> !isDone(manualChange, history))
				.isPresent()) {
				throw SandboxRefusal.validation("Drift detection is already in progress for stack [%s]".formatted(id));
			}
			String detection = Ids.uuid("drift", id, this.stacks.now());
			this.manualChanges.put(id, ManualChanges.Change.Kind.CHECKED, this.stacks.now(), detection);
			return detection;
		});
	}

	/** A detection that was begun. */
	ManualChanges.Change detection(String id) {
		return this.manualChanges.withDetail(ManualChanges.Change.Kind.CHECKED, id)
			.orElseThrow(() -> SandboxRefusal.validation("Drift detection with id [%s] does not exist".formatted(id)));
	}

	boolean isDone(ManualChanges.Change detection, History history) {
		Pace pace = new Pace(history.stack().creation().speed());
		return !pace.after(detection.at(), DETECTION).isAfter(this.stacks.now());
	}

	/** What the latest detection that is done has found. */
	public StackDrift of(History history) {
		return this.manualChanges.find(history.stack().id(), ManualChanges.Change.Kind.CHECKED)
			.filter((detection) -> isDone(detection, history))
			.map((detection) -> new StackDrift(detection.at(),
					history.deployment()
						.resources()
						.stream()
						.map((resource) -> drift(resource, history, detection.at()))
						.toList()))
			.orElse(StackDrift.UNKNOWN);
	}

	private StackDrift.ResourceDrift drift(DeployedResource resource, History history, Instant checkedAt) {
		ManualChanges.Change manualChange = this.manualChanges
			.find(resource.physicalId(), ManualChanges.Change.Kind.DRIFTED)
			.filter((change) -> !change.at().isAfter(checkedAt) && !isPutRight(resource, history, change.at()))
			.orElse(null);
		if (manualChange == null) {
			return new StackDrift.ResourceDrift(resource, null, "", "");
		}
		String[] change = manualChange.detail().split("=", 2);
		return new StackDrift.ResourceDrift(resource, change[0], String.valueOf(at(resource.properties(), change[0])),
				change[1]);
	}

	private static boolean isPutRight(DeployedResource resource, History history, Instant changedAt) {
		return history.events()
			.stream()
			.filter((event) -> event.timestamp().isAfter(changedAt))
			.map(StackEvent::physicalResourceId)
			.anyMatch(resource.physicalId()::equals);
	}

	private static @Nullable Object at(Map<String, Object> properties, String path) {
		Object value = properties;
		for (String name : path.substring(1).split("/")) {
			value = TemplateValues.map(value).get(name);
		}
		return value;
	}

	private record Hand(String type, String path, String value) {

	}

}
