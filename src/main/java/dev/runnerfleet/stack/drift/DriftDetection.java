package dev.runnerfleet.stack.drift;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Operations;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRows;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.task.StepTask;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has AWS compare stacks with their templates. Asking changes nothing there, so after a
 * kill it is simply asked again.
 */
@Component
public class DriftDetection {

	static final StepTask TASK = StepTask.named("detect-drift");

	static final Duration PAUSE = Duration.ofSeconds(5);

	private static final Duration LONGEST = Duration.ofMinutes(15);

	private static final Set<StackStatus.Phase> READY = Set.of(StackStatus.Phase.READY, StackStatus.Phase.UNCHANGED);

	/** How long wrong credentials are waited for: sessions are renewed. */
	private static final Duration RENEWAL = Duration.ofMinutes(2);

	private final DriftCalls calls;

	private final Drifts drifts;

	private final Stacks stacks;

	private final StackRows rows;

	private final Operations operations;

	private final SchedulerClient scheduler;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final Clock clock;

	DriftDetection(DriftCalls calls, Drifts drifts, Stacks stacks, StackRows rows, Operations operations,
			SchedulerClient scheduler, ApplicationEventPublisher events, TransactionTemplate transaction, Clock clock) {
		this.calls = calls;
		this.drifts = drifts;
		this.stacks = stacks;
		this.rows = rows;
		this.operations = operations;
		this.scheduler = scheduler;
		this.events = events;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Asks for a comparison, one at a time for each stack.
	 * @param stackId a stack that the portal knows
	 * @param by who asks
	 * @param alongside writes what belongs to it, in its transaction
	 * @return what became of it
	 */
	public Outcome begin(UUID stackId, String by, Consumer<Stack> alongside) {
		return this.transaction.execute((status) -> {
			Stack stack = this.rows.lock(stackId);
			List<Operation> underWay = this.operations.unfinished(List.of(stackId));
			if (!underWay.isEmpty()) {
				return new Outcome.Busy(underWay.get(0));
			}
			Optional<Drift> earlier = this.drifts.underWay(stackId);
			if (earlier.isPresent()) {
				return new Outcome.UnderWay(earlier.get());
			}
			if (stack.arn() == null || !READY.contains(stack.status().phase())) {
				return new Outcome.Unready();
			}
			Drift drift = new Drift(UUID.randomUUID(), stackId, Drift.State.PLANNED, by, this.clock.instant(), null,
					null, null);
			this.drifts.insert(drift);
			alongside.accept(stack);
			TASK.begin(this.scheduler, drift.id().toString(), drift.askedAt());
			this.rows.update(stack);
			return new Outcome.Begun(drift);
		});
	}

	/**
	 * Takes a comparison one step on.
	 * @return the pause until the next step, empty if there is none
	 * @throws AwsFailure if AWS could not be asked
	 */
	Optional<Duration> check(UUID driftId) {
		Drift drift = this.drifts.find(driftId).filter((found) -> !found.finished()).orElse(null);
		if (drift == null) {
			return Optional.empty();
		}
		Stack stack = this.stacks.find(drift.stackId()).orElseThrow();
		if (drift.askedAt().plus(LONGEST).isBefore(this.clock.instant())) {
			finish(drift, "AWS had not answered after 15 minutes. Check again later.", List.of());
			return Optional.empty();
		}
		try {
			return step(drift, stack.place(), String.valueOf(stack.arn()));
		}
		catch (AwsFailure ex) {
			boolean lasting = ex.kind() == AwsFailure.Kind.CREDENTIALS
					&& drift.askedAt().plus(RENEWAL).isBefore(this.clock.instant());
			if (ex.passing() && !lasting) {
				throw ex;
			}
			if (ex.awsMessage().matches("(?is).*drift detection.*in progress.*")) {
				return Optional.of(PAUSE);
			}
			finish(drift, ex.words(), List.of());
			return Optional.empty();
		}
	}

	private Optional<Duration> step(Drift drift, Place place, String arn) {
		if (drift.detectionId() == null) {
			String detectionId = this.calls.detect(place, arn);
			this.transaction.executeWithoutResult((status) -> this.drifts.running(drift.id(), detectionId));
			return Optional.of(PAUSE);
		}
		DriftCalls.Progress progress = this.calls.progress(place, drift.detectionId());
		if (!progress.over()) {
			return Optional.of(PAUSE);
		}
		finish(drift, progress.failure(), this.calls.drifted(place, arn));
		return Optional.empty();
	}

	private void finish(Drift drift, @Nullable String failure, List<Drift.Resource> found) {
		Instant now = this.clock.instant();
		this.transaction.executeWithoutResult((status) -> {
			Stack stack = this.rows.lock(drift.stackId());
			if (this.drifts.finish(drift.id(), failure, now)) {
				found.forEach((resource) -> this.drifts.add(drift.id(), resource));
				this.rows.update(stack);
				this.events.publishEvent(new Ended(this.drifts.find(drift.id()).orElseThrow(), found.size()));
			}
		});
	}

	/**
	 * Announces that a comparison has ended, in the transaction that stores what it
	 * found.
	 *
	 * @param drift the comparison as it ended
	 * @param found how many resources differ from the template
	 */
	public record Ended(Drift drift, int found) {

	}

	/** What became of asking for a comparison. */
	public sealed interface Outcome {

		/**
		 * It is recorded and on its way.
		 *
		 * @param drift the comparison
		 */
		record Begun(Drift drift) implements Outcome {

		}

		/**
		 * Somebody asked before; theirs is as good.
		 *
		 * @param drift the comparison that goes on
		 */
		record UnderWay(Drift drift) implements Outcome {

		}

		/**
		 * The stack is being worked on, so there is nothing to compare yet.
		 *
		 * @param underWay what goes on
		 */
		record Busy(Operation underWay) implements Outcome {

		}

		/** AWS compares only stacks that are ready; this one is not. */
		record Unready() implements Outcome {

		}

	}

}
