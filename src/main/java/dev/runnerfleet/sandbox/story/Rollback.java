package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * Plays out the way back from an update: what was touched becomes what it was, then what
 * the update made is removed.
 */
final class Rollback {

	private static final Duration CANCELLATION = Duration.ofMillis(200);

	private final Chapter chapter;

	private final Pace pace;

	private final EventRecorder recorder;

	private final RollingUpdate rolling;

	Rollback(Chapter chapter, Pace pace, EventRecorder recorder) {
		this.chapter = chapter;
		this.pace = pace;
		this.recorder = recorder;
		this.rolling = new RollingUpdate(chapter, pace, recorder, new ManagerTalk(chapter.before(), pace, recorder));
	}

	/** The events of a rollback that somebody asked for, by cancelling or continuing. */
	static EventRecorder played(SandboxStack stack, Chapter chapter, History history) {
		SandboxOperation operation = chapter.operation();
		List<StackEvent> before = history.events();
		EventRecorder recorder = new EventRecorder(stack, operation, history.machines());
		Rollback rollback = new Rollback(chapter, new Pace(operation.speed()), recorder);
		List<StackEvent> update = since("UPDATE_IN_PROGRESS", before);
		if (operation.kind() == SandboxOperation.Kind.CONTINUE) {
			since("UPDATE_ROLLBACK_IN_PROGRESS", before).stream()
				.filter((event) -> event.resourceStatus() == ResourceStatus.UPDATE_COMPLETE)
				.map(StackEvent::logicalResourceId)
				.forEach((done) -> update.removeIf((event) -> event.logicalResourceId().equals(done)));
		}
		Instant start = operation.startedAt();
		recorder.stack(start, ResourceStatus.UPDATE_ROLLBACK_IN_PROGRESS, "User Initiated");
		rollback.play(start, rollback.cancelled(rollback.pace.after(start, CANCELLATION), update));
		return recorder;
	}

	/** Continues the chronicle of an update at its first failure. */
	void afterFailure(Instant at) {
		Instant start = this.pace.after(at, CANCELLATION);
		Map<String, StackEvent> touched = cancelled(start, List.copyOf(this.recorder.events()));
		Instant begins = this.pace.after(start, CANCELLATION);
		this.recorder.stack(begins, ResourceStatus.UPDATE_ROLLBACK_IN_PROGRESS,
				failures("create", ResourceStatus.CREATE_FAILED, touched)
						+ failures("update", ResourceStatus.UPDATE_FAILED, touched));
		play(begins, touched);
	}

	private Map<String, StackEvent> cancelled(Instant at, List<StackEvent> update) {
		Map<String, StackEvent> touched = History.resources(update);
		touched.replaceAll((logicalId, event) -> isUnderWay(event) ? cancel(at, event) : event);
		return touched;
	}

	private void play(Instant begins, Map<String, StackEvent> touched) {
		Map<String, Instant> restored = new LinkedHashMap<>();
		List<String> failed = new ArrayList<>();
		for (DeployedResource resource : this.chapter.before().resources()) {
			if (touched.containsKey(resource.logicalId())) {
				restored.put(resource.logicalId(), restore(resource, begins, restored, failed));
			}
		}
		Instant end = restored.values().stream().max(Comparator.naturalOrder()).orElse(begins);
		if (failed.isEmpty()) {
			cleanUp(this.pace.after(end, Pace.STEP), touched);
		}
		else {
			this.recorder.stack(this.pace.after(end, Pace.STEP), ResourceStatus.UPDATE_ROLLBACK_FAILED,
					"The following resource(s) failed to update: " + failed + ". ");
		}
	}

	private Instant restore(DeployedResource resource, Instant start, Map<String, Instant> restored,
			List<String> failed) {
		Instant begins = this.pace.after(resource.dependencies()
			.stream()
			.filter(restored::containsKey)
			.map(restored::get)
			.max(Comparator.naturalOrder())
			.orElse(start), Pace.STEP.dividedBy(2));
		if ("".equals(this.chapter.operation().exceptions().get(resource.logicalId()))) {
			this.recorder.resource(begins, resource, ResourceStatus.UPDATE_COMPLETE, null);
			return begins;
		}
		this.recorder.resource(begins, resource, ResourceStatus.UPDATE_IN_PROGRESS, null);
		SandboxFailure failure = failureOf(resource);
		Instant end = (failure == null && resource.isOfManager() && resource.isGroup())
				? this.rolling.back(resource, this.pace.after(begins, Pace.RESTORATION))
				: this.pace.after(begins, Pace.RESTORATION);
		if (failure != null) {
			failure.announce(this.recorder, resource, "", end, ResourceStatus.UPDATE_IN_PROGRESS);
			this.recorder.resource(end, resource, ResourceStatus.UPDATE_FAILED, failure.reason());
			failed.add(resource.logicalId());
		}
		else {
			this.recorder.resource(end, resource, ResourceStatus.UPDATE_COMPLETE, null);
		}
		return end;
	}

	private @Nullable SandboxFailure failureOf(DeployedResource resource) {
		return Modification.between(this.chapter.before(), this.chapter.after())
			.stream()
			.filter((modification) -> modification.logicalId().equals(resource.logicalId()))
			.findFirst()
			.flatMap((modification) -> SandboxFailure.ofWayBack(modification, this.chapter, this.recorder.network()))
			.orElse(null);
	}

	private void cleanUp(Instant at, Map<String, StackEvent> touched) {
		this.recorder.stack(at, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", null);
		List<DeployedResource> made = this.chapter.after()
			.resources()
			.stream()
			.filter((resource) -> touched.containsKey(resource.logicalId()) && isNew(resource))
			.filter((resource) -> exists(resource, touched) || this.chapter.before().find(resource.logicalId()) == null)
			.toList();
		SandboxRemoval removal = new SandboxRemoval(this.pace, this.recorder, (resource) -> false, Map.of());
		Instant end = removal.clear(made, (resource) -> exists(resource, touched), this.pace.after(at, Pace.CLEANUP));
		this.recorder.stack(this.pace.after(end, Pace.STEP), ResourceStatus.UPDATE_ROLLBACK_COMPLETE, null);
	}

	private boolean isNew(DeployedResource resource) {
		DeployedResource old = this.chapter.before().find(resource.logicalId());
		return old == null || !old.physicalId().equals(resource.physicalId());
	}

	private static boolean exists(DeployedResource resource, Map<String, StackEvent> touched) {
		StackEvent latest = touched.get(resource.logicalId());
		return latest != null && resource.physicalId().equals(latest.physicalResourceId());
	}

	private StackEvent cancel(Instant at, StackEvent event) {
		boolean creation = event.resourceStatus() == ResourceStatus.CREATE_IN_PROGRESS;
		DeployedResource resource = Objects.requireNonNull(this.chapter.after().find(event.logicalResourceId()));
		this.recorder.resource(at, resource, event.physicalResourceId(),
				creation ? ResourceStatus.CREATE_FAILED : ResourceStatus.UPDATE_FAILED,
				"Resource %s cancelled".formatted(creation ? "creation" : "update"));
		return event.toBuilder()
			.resourceStatus(creation ? ResourceStatus.CREATE_FAILED : ResourceStatus.UPDATE_FAILED)
			.build();
	}

	private static boolean isUnderWay(StackEvent event) {
		return event.resourceStatus() == ResourceStatus.CREATE_IN_PROGRESS
				|| event.resourceStatus() == ResourceStatus.UPDATE_IN_PROGRESS;
	}

	private static String failures(String what, ResourceStatus status, Map<String, StackEvent> touched) {
		String failed = touched.values()
			.stream()
			.filter((event) -> event.resourceStatus() == status)
			.map(StackEvent::logicalResourceId)
			.collect(Collectors.joining(", "));
		return failed.isEmpty() ? "" : "The following resource(s) failed to %s: [%s]. ".formatted(what, failed);
	}

	/** All from the stack's latest event of a status on. */
	private static List<StackEvent> since(String status, List<StackEvent> events) {
		int from = 0;
		for (int i = 0; i < events.size(); i++) {
			if (History.isOfStack(events.get(i)) && events.get(i).resourceStatusAsString().equals(status)) {
				from = i;
			}
		}
		return new ArrayList<>(events.subList(from, events.size()));
	}

}
