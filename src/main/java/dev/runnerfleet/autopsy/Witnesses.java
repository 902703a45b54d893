package dev.runnerfleet.autopsy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.preview.Preview;

/**
 * Who can tell of an operation: its machines and groups by AWS's ids, as far as events
 * and resources name them.
 *
 * @param instances the managers that there were in it
 * @param groups the groups of workers
 * @param since when AWS began with it, by AWS's clock where that is known
 * @param touched whether it did anything to a manager or to its token
 */
record Witnesses(Set<String> instances, Set<String> groups, Instant since, boolean touched) {

	private static final Set<String> MANAGER = Set.of("AWS::EC2::Instance", "AWS::SecretsManager::Secret");

	private static final String INSTANCE = "AWS::EC2::Instance";

	private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";

	/** The portal's clock may be a little ahead of AWS's. */
	private static final Duration SLACK = Duration.ofMinutes(1);

	/**
	 * Finds them.
	 * @param events those of the operation
	 * @param resources the stack's
	 */
	static Witnesses of(Operation operation, List<StackEvent> events, List<StackResource> resources) {
		Instant since = events.stream()
			.map(StackEvent::at)
			.min(Instant::compareTo)
			.orElse(operation.startedAt().minus(SLACK));
		return new Witnesses(ids(INSTANCE, events, resources), ids(GROUP, events, resources), since,
				events.stream().anyMatch((event) -> MANAGER.contains(event.type())));
	}

	/**
	 * The same for who asks why it failed: the managers that AWS gave up, where there are
	 * any. One that they were to replace runs on and knows nothing of it.
	 */
	Witnesses ofFailure(List<StackEvent> events) {
		Set<String> failed = ids(INSTANCE,
				events.stream().filter((event) -> event.status().endsWith("_FAILED")).toList(), List.of());
		return failed.isEmpty() ? this : new Witnesses(failed, this.groups, this.since, this.touched);
	}

	/** Whether a change does anything to a manager or to its token. */
	static boolean touchedBy(List<Preview.ResourceChange> changes) {
		return changes.stream().anyMatch((change) -> MANAGER.contains(change.type()));
	}

	/** Whether AWS waits for a manager that is known by its id. */
	static boolean booting(StackResource resource) {
		return resource.type().equals(INSTANCE) && resource.status().matches("(CREATE|UPDATE)_IN_PROGRESS")
				&& resource.physicalId() != null && !resource.physicalId().isEmpty();
	}

	private static Set<String> ids(String type, Collection<StackEvent> events, Collection<StackResource> resources) {
		return Stream.concat(events.stream().filter((event) -> event.type().equals(type)).map(StackEvent::physicalId),
				resources.stream().filter((resource) -> resource.type().equals(type)).map(StackResource::physicalId))
			.filter((id) -> id != null && !id.isEmpty())
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
