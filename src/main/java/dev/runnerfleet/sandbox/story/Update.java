package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.manager.LogLine;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

/**
 * Plays out a stack's update: what is new, changed or replaced in the order of the
 * template, then the removal of what has no place any more; at the first failure the way
 * back.
 */
final class Update {

	private final Chapter chapter;

	private final SandboxNetwork network;

	private final Pace pace;

	private final EventRecorder recorder;

	private final ManagerTalk talk;

	private final RollingUpdate rolling;

	private Update(SandboxStack stack, Chapter chapter, History before) {
		this.chapter = chapter;
		this.network = SandboxNetwork.of(stack.region());
		this.pace = new Pace(chapter.operation().speed());
		this.recorder = new EventRecorder(stack, chapter.operation(), before.machines());
		this.talk = new ManagerTalk(chapter.after(), this.pace, this.recorder);
		this.rolling = new RollingUpdate(chapter, this.pace, this.recorder, this.talk);
	}

	static EventRecorder played(SandboxStack stack, Chapter chapter, History before) {
		Update update = new Update(stack, chapter, before);
		update.play(before.lines());
		return update.recorder;
	}

	private void play(List<LogLine> before) {
		Instant start = this.chapter.operation().startedAt();
		this.recorder.stack(start, ResourceStatus.UPDATE_IN_PROGRESS, "User Initiated");
		if (this.chapter.operation().validationFailure().isPresent()) {
			Instant at = this.pace.after(start, Pace.STEP);
			this.recorder.stack(at, ResourceStatus.UPDATE_ROLLBACK_IN_PROGRESS,
					this.chapter.operation().validationFailure().get());
			this.recorder.stack(this.pace.after(at, Pace.STEP), ResourceStatus.UPDATE_ROLLBACK_COMPLETE, null);
			return;
		}
		Collection<Run> runs = schedule(start).values();
		Optional<Instant> failure = runs.stream()
			.filter((run) -> run.failure() != null)
			.map(Run::ends)
			.min(Comparator.naturalOrder());
		Instant end = failure
			.orElseGet(() -> runs.stream().map(Run::ends).max(Comparator.naturalOrder()).orElse(start));
		runs.stream().filter((run) -> run.begins().isBefore(end)).forEach((run) -> write(run, end));
		if (failure.isPresent()) {
			new Rollback(this.chapter, this.pace, this.recorder).afterFailure(end);
		}
		else {
			complete(this.pace.after(end, Pace.STEP), before);
		}
	}

	private Map<String, Run> schedule(Instant start) {
		Map<String, Run> runs = new LinkedHashMap<>();
		for (Modification modification : Modification.between(this.chapter.before(), this.chapter.after())) {
			if (modification.kind() == Modification.Kind.REMOVE) {
				continue;
			}
			List<Run> before = modification.resource()
				.dependencies()
				.stream()
				.filter(runs::containsKey)
				.map(runs::get)
				.toList();
			// What depends on a failure, at whatever distance, begins after it: never.
			Instant begins = before.stream().map(Run::ends).max(Comparator.naturalOrder()).orElse(start);
			runs.put(modification.logicalId(), run(modification, this.pace.after(begins, Pace.STEP.dividedBy(2))));
		}
		return runs;
	}

	private Run run(Modification modification, Instant begins) {
		DeployedResource resource = modification.resource();
		boolean inPlace = modification.kind() == Modification.Kind.CHANGE;
		boolean rolls = inPlace && this.rolling.isNeeded(resource);
		SandboxFailure failure = (!inPlace
				? SandboxFailure.of(resource, this.chapter.after(), this.network, this.chapter.operation())
				: (rolls || !resource.isGroup()) ? SandboxFailure.ofChange(modification, this.chapter, this.network)
						: Optional.<SandboxFailure>empty())
			.orElse(null);
		Duration duration = inPlace ? Pace.change(modification) : Pace.creation(resource);
		boolean signals = !inPlace && resource.awaitsSignal();
		Instant initiated = this.pace.after(begins, (signals ? duration.minus(Pace.SIGNAL) : duration).dividedBy(3));
		Instant ends = (failure != null) ? this.pace.after(initiated, failure.after())
				: rolls ? this.rolling.ends(initiated)
						: this.pace.after(initiated, duration.multipliedBy(2).dividedBy(3)).plusMillis(1);
		return new Run(modification, begins, initiated, ends, failure, signals, rolls);
	}

	private void write(Run run, Instant end) {
		DeployedResource resource = run.modification().resource();
		DeployedResource before = run.modification().before();
		String machine = ManagerLaunch.id(resource, this.chapter.operation().startedAt());
		boolean isNew = before == null;
		String idBefore = (before != null) ? before.physicalId() : "";
		ResourceStatus underWay = isNew ? ResourceStatus.CREATE_IN_PROGRESS : ResourceStatus.UPDATE_IN_PROGRESS;
		boolean inPlace = run.modification().kind() == Modification.Kind.CHANGE;
		boolean replaced = run.modification().kind() == Modification.Kind.REPLACE;
		this.recorder.resource(run.begins(), resource, idBefore, underWay, replaced
				? "Requested update requires the creation of a new physical resource; hence creating one." : null);
		boolean exists = inPlace || run.failure() == null || run.failure().initiated();
		if (!inPlace && exists && !run.initiated().isAfter(end)) {
			this.recorder.resource(run.initiated(), resource, underWay, "Resource creation Initiated");
			this.talk.boots(resource, machine, run.initiated(), end, run.failure());
			if (resource.isGroup() && resource.isOfManager() && run.failure() == null) {
				this.talk.replaces(resource, machine, run.initiated(), end);
			}
		}
		if (run.rolls()) {
			this.rolling.play(resource, machine, run.initiated(), end, run.failure());
		}
		if (run.ends().isAfter(end)) {
			return;
		}
		if (run.failure() != null) {
			run.failure().announce(this.recorder, resource, machine, run.ends(), underWay);
			this.recorder.resource(run.ends(), resource, exists ? resource.physicalId() : idBefore,
					isNew ? ResourceStatus.CREATE_FAILED : ResourceStatus.UPDATE_FAILED, run.failure().reason());
			return;
		}
		if (run.signals()) {
			this.recorder.resource(run.ends().minusMillis(1), resource, underWay,
					"Received SUCCESS signal with UniqueId " + machine);
			this.talk.signalled(resource, machine, run.ends());
		}
		this.recorder.resource(run.ends(), resource,
				isNew ? ResourceStatus.CREATE_COMPLETE : ResourceStatus.UPDATE_COMPLETE, null);
	}

	private void complete(Instant at, List<LogLine> before) {
		this.recorder.stack(at, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", null);
		List<DeployedResource> superfluous = this.chapter.before().resources().stream().filter(this::goes).toList();
		SandboxRemoval removal = new SandboxRemoval(this.pace, this.recorder, this::isRetained,
				this.chapter.operation().exceptions());
		Instant end = removal.clear(superfluous, (resource) -> true, this.pace.after(at, Pace.CLEANUP));
		this.recorder.stack(this.pace.after(end, Pace.STEP), ResourceStatus.UPDATE_COMPLETE,
				removal.failed().isEmpty() ? null : "Update successful. One or more resources could not be deleted.");
		tell(end, before);
	}

	/**
	 * What a manager is told comes from its metadata and from the secret with its token.
	 */
	private void tell(Instant at, List<LogLine> before) {
		List<Modification> changed = Modification.between(this.chapter.before(), this.chapter.after());
		boolean token = changed.stream().anyMatch((modification) -> modification.resource().isSecret());
		this.chapter.after()
			.resources()
			.stream()
			.filter((resource) -> resource.awaitsSignal() && isKept(resource))
			.filter((resource) -> !resource.isGroup() || !this.rolling.isDone())
			.filter((resource) -> token || changed.stream()
				.anyMatch((modification) -> modification.resource() == resource && modification.isOfMetadata()))
			.forEach((resource) -> machines(resource)
				.forEach((machine) -> this.talk.changes(resource, machine, at, before)));
	}

	private List<String> machines(DeployedResource resource) {
		return resource.isGroup() ? this.recorder.machinesOf(resource).stream().map(MadeMachine::id).toList()
				: List.of(resource.physicalId());
	}

	private boolean isKept(DeployedResource resource) {
		DeployedResource old = this.chapter.before().find(resource.logicalId());
		return old != null && old.physicalId().equals(resource.physicalId());
	}

	private boolean goes(DeployedResource old) {
		DeployedResource next = this.chapter.after().find(old.logicalId());
		return next == null || !next.physicalId().equals(old.physicalId());
	}

	private boolean isRetained(DeployedResource old) {
		return (this.chapter.after().find(old.logicalId()) != null)
				? old.attribute("UpdateReplacePolicy").equals("Retain") : SandboxRemoval.isRetained(old);
	}

	private record Run(Modification modification, Instant begins, Instant initiated, Instant ends,
			@Nullable SandboxFailure failure, boolean signals, boolean rolls) {

	}

}
