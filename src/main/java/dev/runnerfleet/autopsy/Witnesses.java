package dev.runnerfleet.autopsy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.manager.Managers;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.preview.Preview;

/**
 * Who can tell of an operation: its machines and groups by AWS's ids, as far as events
 * and resources name them, and those of a manager's group that were heard of.
 *
 * @param instances the managers that there were in it
 * @param others those that have nothing to tell of it, though their lines may be found
 * @param groups the groups of workers
 * @param managers the groups of one that a manager lives in
 * @param since when AWS began with it, by AWS's clock where that is known
 * @param touched whether it did anything to a manager or to its token
 */
record Witnesses(Set<String> instances, Set<String> others, Set<String> groups, Set<String> managers, Instant since,
		boolean touched) {

	private static final Set<String> MANAGER = Set.of("AWS::EC2::Instance", "AWS::SecretsManager::Secret");

	/** What a manager's group is made of; another template is another manager. */
	private static final Set<String> GROUPED = Set.of(Managers.GROUP, "ManagerTemplate");

	private static final String INSTANCE = "AWS::EC2::Instance";

	private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";

	private static final Pattern SIGNAL = Pattern.compile("(SUCCESS|FAILURE) signal with UniqueId (i-[0-9a-f]{8,17})");

	/** The portal's clock may be a little ahead of AWS's. */
	private static final Duration SLACK = Duration.ofMinutes(1);

	/** When AWS began with an operation. */
	static Instant since(Operation operation, List<StackEvent> events) {
		return events.stream().map(StackEvent::at).min(Instant::compareTo).orElse(operation.startedAt().minus(SLACK));
	}

	/**
	 * Finds them.
	 * @param events those of the operation
	 * @param resources the stack's
	 * @param machines those of the manager's group, with whether each was there before
	 */
	static Witnesses of(Operation operation, List<StackEvent> events, List<StackResource> resources,
			Map<String, Boolean> machines) {
		Set<String> instances = ids(INSTANCE, events, resources, false);
		instances.addAll(signalling(events, "SUCCESS"));
		instances.addAll(signalling(events, "FAILURE"));
		instances.addAll(machines.keySet());
		return new Witnesses(instances, Set.of(), ids(GROUP, events, resources, false),
				ids(GROUP, events, resources, true), since(operation, events),
				events.stream().anyMatch((event) -> isManager(event.type(), event.logicalId())));
	}

	/**
	 * The same for who asks why it failed: the managers that AWS gave up, where there are
	 * any. One that they were to replace runs on and knows nothing of it.
	 */
	Witnesses ofFailure(List<StackEvent> events, Map<String, Boolean> machines) {
		Set<String> failed = ids(INSTANCE,
				events.stream().filter((event) -> event.status().endsWith("_FAILED")).toList(), List.of(), false);
		failed.addAll(signalling(events, "FAILURE"));
		if (!failed.isEmpty() || this.managers.isEmpty()) {
			return of(failed.isEmpty() ? this.instances : failed, Set.of());
		}
		Set<String> before = machines.keySet().stream().filter(machines::get).collect(Collectors.toSet());
		return of(this.instances.stream().filter((id) -> !before.contains(id)).collect(Collectors.toSet()), before);
	}

	/** A manager that cannot be started is told of by its group alone. */
	private Witnesses of(Set<String> instances, Set<String> others) {
		Set<String> all = new TreeSet<>(this.groups);
		all.addAll(this.managers);
		return new Witnesses(instances, others, all, this.managers, this.since, this.touched);
	}

	/** Whether there was a machine at all that could have told something. */
	boolean machine(List<ScalingActivities.Told> activities) {
		return !this.instances.isEmpty() || !this.managers.isEmpty() && ScalingActivities.failing(activities).isEmpty()
				&& activities.stream().anyMatch((each) -> each.up() != null);
	}

	/** Whether a change does anything to a manager or to its token. */
	static boolean touchedBy(List<Preview.ResourceChange> changes) {
		return changes.stream().anyMatch((change) -> isManager(change.type(), change.logicalId()));
	}

	private static boolean isManager(String type, String logicalId) {
		return MANAGER.contains(type) || GROUPED.contains(logicalId);
	}

	/** Whether AWS waits for a manager that is known by its id, or by its group's. */
	static boolean booting(StackResource resource) {
		return (resource.type().equals(INSTANCE) || resource.logicalId().equals(Managers.GROUP))
				&& resource.status().matches("(CREATE|UPDATE)_IN_PROGRESS") && resource.physicalId() != null
				&& !resource.physicalId().isEmpty();
	}

	/** Managers that told CloudFormation how it went. */
	private static Set<String> signalling(List<StackEvent> events, String what) {
		return events.stream()
			.filter((event) -> event.reason() != null && event.logicalId().equals(Managers.GROUP))
			.flatMap((event) -> SIGNAL.matcher(event.reason()).results())
			.filter((signal) -> signal.group(1).equals(what))
			.map((signal) -> signal.group(2))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> ids(String type, Collection<StackEvent> events, Collection<StackResource> resources,
			boolean manager) {
		return Stream
			.concat(events.stream()
				.filter((event) -> event.type().equals(type) && event.logicalId().equals(Managers.GROUP) == manager)
				.map(StackEvent::physicalId),
					resources.stream()
						.filter((resource) -> resource.type().equals(type)
								&& resource.logicalId().equals(Managers.GROUP) == manager)
						.map(StackResource::physicalId))
			.filter((id) -> id != null && !id.isEmpty())
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
