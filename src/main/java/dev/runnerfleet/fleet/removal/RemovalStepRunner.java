package dev.runnerfleet.fleet.removal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.cleanup.CacheBucket;
import dev.runnerfleet.cleanup.LogGroup;
import dev.runnerfleet.cleanup.Machines;
import dev.runnerfleet.cleanup.RemainingParts;
import dev.runnerfleet.cleanup.WorkerGroup;
import dev.runnerfleet.fleet.FleetFacts.ClosedPart;
import dev.runnerfleet.fleet.removal.Closures.Closure;
import dev.runnerfleet.fleet.removal.RemovalConfiguration.RemovalProperties;
import dev.runnerfleet.fleet.removal.RemovalStep.State;
import dev.runnerfleet.stack.LaunchStop;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRemover;
import dev.runnerfleet.stack.Stacks;

import org.springframework.stereotype.Component;

/**
 * Does what a step asks for as far as it can be done at once. All of it can be done again
 * without harm, so that it does not matter when the portal is killed.
 */
@Component
class RemovalStepRunner {

	private final WorkerGroup group;

	private final Machines machines;

	private final CacheBucket cache;

	private final LogGroup logs;

	private final Stacks known;

	private final StackRemover stacks;

	private final LaunchStop launches;

	private final Closures closures;

	private final Duration pause;

	RemovalStepRunner(WorkerGroup group, Machines machines, CacheBucket cache, LogGroup logs, Stacks known,
			StackRemover stacks, LaunchStop launches, Closures closures, RemovalProperties properties) {
		this.group = group;
		this.machines = machines;
		this.cache = cache;
		this.logs = logs;
		this.known = known;
		this.stacks = stacks;
		this.launches = launches;
		this.closures = closures;
		this.pause = properties.pause();
	}

	/**
	 * Works on a step.
	 * @param removal the removal
	 * @param step one of its steps, not one that needs a token
	 * @param place where the fleet is
	 * @return how far it is now
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS refused or did not answer
	 */
	StepProgress on(Removal removal, RemovalStep step, Place place) {
		return switch (step.kind()) {
			case STOP_MANAGER -> stopManager(removal, step, place);
			case END_WORKERS -> endWorkers(removal, step, place);
			case OPEN_GROUP -> openGroup(removal, step, place);
			case START_MANAGER -> startManager(removal, step, place);
			case END_MACHINES -> workers(step, this.machines.terminate(place, step.about()));
			case END_LATE_MACHINES ->
				hasHeir(removal) ? leftToHeir() : workers(step, this.machines.terminate(place, step.about()));
			case EMPTY_CACHE -> keeps(removal) ? keep(step, place) : empty(step, place);
			case DELETE_STACK -> delete(removal);
			case DELETE_LOGS -> hasHeir(removal) ? leftToHeir() : deleteLogs(step, place);
			case PAUSE_RUNNER, DELETE_RUNNER, LAUNCH_AGAIN, RESUME_RUNNER ->
				throw new IllegalArgumentException(step.kind().name());
		};
	}

	/**
	 * After the deletion its name is free, and what goes by that name may be another's.
	 */
	private boolean hasHeir(Removal removal) {
		Stack gone = this.known.find(removal.fleetId()).orElseThrow();
		return this.known.nameInUse(gone.place(), gone.name());
	}

	private static StepProgress leftToHeir() {
		return StepProgress.ended(State.SKIPPED, "Another fleet has this name now, and they may belong to it.");
	}

	private StepProgress deleteLogs(RemovalStep step, Place place) {
		return this.logs.delete(place, step.about()) ? StepProgress.done(0, "")
				: StepProgress.ended(State.NOT_FOUND, "");
	}

	private static boolean keeps(Removal removal) {
		return removal.keepCache() || removal.retain().contains(RemovalPlan.CACHE);
	}

	private StepProgress stopManager(Removal removal, RemovalStep step, Place place) {
		this.closures.remember(removal.fleetId(), new Closure(ClosedPart.MANAGER, step.about(), "running"));
		RemainingParts left = this.machines.stopManager(place, step.about());
		if (!left.found()) {
			return StepProgress.ended(State.NOT_FOUND, "");
		}
		return (left.count() > 0) ? StepProgress.again(1, "It ends its workers and stops.", this.pause)
				: StepProgress.done(1, "It starts no more workers.");
	}

	/** How the group was is written down before it is closed, and only then. */
	private StepProgress endWorkers(Removal removal, RemovalStep step, Place place) {
		if (closed(removal, ClosedPart.GROUP).isEmpty()) {
			this.group.limits(place, step.about())
				.ifPresent((limits) -> this.closures.remember(removal.fleetId(),
						new Closure(ClosedPart.GROUP, step.about(), limits.text())));
		}
		return workers(step, this.group.drain(place, step.about()));
	}

	private StepProgress openGroup(Removal removal, RemovalStep step, Place place) {
		WorkerGroup.Limits limits = closed(removal, ClosedPart.GROUP)
			.map((closure) -> WorkerGroup.Limits.parse(closure.before()))
			.orElse(null);
		if (limits != null && limits.max() == 0) {
			return StepProgress.failed(0,
					"It had no room before the removal, either. Give it a maximum in the AWS console.");
		}
		if (limits != null && !this.group.open(place, step.about(), limits)) {
			return StepProgress.failed(0, "AWS no longer knows the group.");
		}
		this.closures.opened(removal.fleetId(), ClosedPart.GROUP);
		return StepProgress.done(0, (limits != null) ? "Up to %d, as before.".formatted(limits.max()) : "");
	}

	private Optional<Closure> closed(Removal removal, ClosedPart part) {
		return this.closures.of(removal.fleetId()).stream().filter((closure) -> closure.part() == part).findFirst();
	}

	private StepProgress startManager(Removal removal, RemovalStep step, Place place) {
		RemainingParts left = this.machines.startManager(place, step.about());
		if (!left.found()) {
			return StepProgress.failed(0, "AWS no longer knows the manager’s machine.");
		}
		if (left.count() > 0) {
			return StepProgress.again(1, "It starts.", this.pause);
		}
		this.closures.opened(removal.fleetId(), ClosedPart.MANAGER);
		return StepProgress.done(1, "It starts workers for jobs again.");
	}

	private StepProgress workers(RemovalStep step, RemainingParts left) {
		long most = Math.max(step.amount(), left.count());
		if (left.count() > 0) {
			return StepProgress.again(most, "%d of %d left".formatted(left.count(), most), this.pause);
		}
		return (most > 0) ? StepProgress.done(most, (most == 1) ? "1 worker has ended." : most + " workers have ended.")
				: StepProgress.ended(State.NOT_FOUND, "No worker was there.");
	}

	private StepProgress keep(RemovalStep step, Place place) {
		RemainingParts content = this.cache.look(place, step.about());
		if (!content.found()) {
			return StepProgress.ended(State.NOT_FOUND, "");
		}
		return (content.count() > 0) ? StepProgress.ended(State.KEPT, "The bucket stays with all that is in it.")
				: StepProgress.done(0, "It was empty: there was nothing to keep.");
	}

	private StepProgress empty(RemovalStep step, Place place) {
		CacheBucket.Batch batch = this.cache.deleteSome(place, step.about());
		long deleted = step.amount() + batch.deleted();
		String counted = String.format(Locale.ENGLISH, "%,d %s deleted", deleted,
				(deleted == 1) ? "file or old version" : "files and old versions");
		if (batch.stuck()) {
			return StepProgress.failed(deleted, "%s; S3 keeps %d more: %s. The cache can also be kept."
				.formatted(counted, batch.kept(), batch.complaint()));
		}
		if (!batch.last()) {
			return StepProgress.again(deleted, counted + " so far", Duration.ZERO);
		}
		if (deleted > 0) {
			return StepProgress.done(deleted, counted + ".");
		}
		return batch.found() ? StepProgress.done(0, "It was empty.") : StepProgress.ended(State.NOT_FOUND, "");
	}

	/** Its end is told by the operation's end; until then there is no more to do. */
	private StepProgress delete(Removal removal) {
		Operation asked = this.stacks.find(removal.operationId()).orElseThrow();
		if (asked.kind() == Operation.Kind.LAUNCH) {
			this.launches.delete(asked.id());
		}
		else if (asked.state() == Operation.State.PREPARING) {
			this.stacks.delete(asked.id(), removal.retain());
		}
		return StepProgress.again(0,
				this.stacks.find(removal.operationId()).map(RemovalStepRunner::unanswered).orElse(""), this.pause);
	}

	/** AWS's last answer for as long as it leaves open whether the deletion has begun. */
	private static String unanswered(Operation operation) {
		boolean open = operation.state() == Operation.State.PLANNED || operation.state() == Operation.State.PREPARING;
		return (open && operation.answer() != null) ? operation.answer() : "";
	}

}
