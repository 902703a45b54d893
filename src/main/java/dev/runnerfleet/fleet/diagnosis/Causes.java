package dev.runnerfleet.fleet.diagnosis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.runnerfleet.autopsy.Autopsies;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Knows why what was asked last has failed, for page and API alike: while it is being
 * undone its cause is known already.
 */
@Component
public class Causes {

	private final Stacks stacks;

	private final CauseCatalogue catalogue;

	private final Autopsies autopsies;

	private final OwnThings things;

	Causes(Stacks stacks, CauseCatalogue catalogue, Autopsies autopsies, OwnThings things) {
		this.things = things;
		this.stacks = stacks;
		this.autopsies = autopsies;
		this.catalogue = catalogue;
	}

	/**
	 * The root cause of what was asked last, empty if nothing failed or AWS said no word.
	 */
	public Optional<OperationFailure> of(Stack stack, @Nullable Operation latest) {
		if (latest == null) {
			return Optional.empty();
		}
		boolean undoing = !latest.finished() && latest.cancelledBy() == null
				&& stack.status().phase() == StackStatus.Phase.UNDOING;
		return undoing ? this.stacks.rootCause(latest) : Optional.ofNullable(latest.failure());
	}

	/** What lies behind a call that AWS refused at once. */
	public Cause of(String region, AwsFailure refusal) {
		return this.catalogue.cause(Evidence.of(region, refusal));
	}

	/** The same of a call that was about a fleet. */
	public Cause of(Stack stack, AwsFailure refusal) {
		return this.things.linked(of(stack.region(), refusal), stack);
	}

	/** What lies behind a failure; {@link Cause#known()} tells whether it is known. */
	public Cause of(Evidence evidence) {
		return this.catalogue.cause(evidence);
	}

	/**
	 * What lies behind the failure of an operation.
	 * @param stack whose operation it is
	 * @param operation the operation
	 * @param failure its root cause
	 */
	public Cause of(Stack stack, Operation operation, OperationFailure failure) {
		Evidence evidence = Evidence.of(stack.region(), failure);
		Evidence all = evidence.silent() ? this.autopsies.of(operation.id())
			.map(Testimony::of)
			.map((testimony) -> evidence.with(testimony.log(), testimony.scaling()))
			.orElse(evidence) : evidence;
		return this.things.linked(of(all), stack, operation, failure);
	}

	/** What lies behind what a manager reports, of which AWS knows nothing. */
	private @Nullable Cause reported(Stack stack) {
		return Optional.ofNullable(this.autopsies.reports(List.of(stack.id())).get(stack.id()))
			.flatMap((report) -> this.autopsies.of(report.operationId()))
			.map(Testimony::of)
			.map((testimony) -> of(Evidence.of(stack.region(), Objects.requireNonNullElse(testimony.log(), List.of()),
					testimony.scaling())))
			.map((cause) -> this.things.linked(cause, stack))
			.orElse(null);
	}

	/**
	 * What is wrong with a fleet and what to do about it.
	 * @param latest what was asked last, if the portal knows
	 * @return the words, {@code null} if nothing is
	 */
	public @Nullable Diagnosis diagnosis(Stack stack, @Nullable Operation latest) {
		return diagnosis(stack, latest, of(stack, latest).orElse(null));
	}

	/** The same where the root cause has been looked up. */
	public @Nullable Diagnosis diagnosis(Stack stack, @Nullable Operation latest, @Nullable OperationFailure failure) {
		FleetState state = FleetState.of(stack);
		Cause cause = Diagnosis.REPORTED.contains(state) ? reported(stack)
				: (latest != null && failure != null) ? of(stack, latest, failure) : null;
		if (state == FleetState.CANNOT_SCALE && cause != null && !cause.known()) {
			// What was reported long before says nothing of it; its health does.
			cause = null;
		}
		return Diagnosis.of(stack, latest, failure, cause);
	}

}
