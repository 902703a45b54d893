package dev.runnerfleet.fleet.removal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetFacts;

/**
 * A fleet on its way out: what is to be done about it, in order, and how far it is.
 *
 * @param id the removal
 * @param fleetId the fleet
 * @param operationId the operation that the stack's deletion is tracked by
 * @param keepCache whether the cache is to stay
 * @param retain resources that are left alone, by their names in the template
 * @param begunAt when it was asked for
 * @param steps its steps in order
 */
public record Removal(UUID id, UUID fleetId, UUID operationId, boolean keepCache, List<String> retain, Instant begunAt,
		List<RemovalStep> steps) {

	/** The step whose turn it is, empty once all have ended. */
	Optional<RemovalStep> current() {
		return this.steps.stream().filter((step) -> !step.state().ended()).findFirst();
	}

	/** When the current step's turn came. */
	Instant since() {
		return this.steps.stream()
			.filter((step) -> step.state().ended() && step.endedAt() != null)
			.map(RemovalStep::endedAt)
			.max(Instant::compareTo)
			.orElse(this.begunAt);
	}

	/** How far the steps are, and whether the fleet has left something behind. */
	FleetFacts.Course course() {
		if (current().isPresent()) {
			return FleetFacts.Course.GOES_ON;
		}
		boolean left = this.steps.stream()
			.dropWhile((step) -> step.kind() != RemovalStep.Kind.DELETE_STACK)
			.skip(1)
			.anyMatch((step) -> step.state() == RemovalStep.State.FAILED);
		return left ? FleetFacts.Course.LEFT : FleetFacts.Course.NONE;
	}

	RemovalStep step(RemovalStep.Kind kind) {
		return this.steps.stream().filter((step) -> step.kind() == kind).findFirst().orElseThrow();
	}

	/** Whether the stack has not been deleted yet, be it that it is not to be. */
	boolean beforeDeletion() {
		return this.steps.stream()
			.filter((step) -> step.kind() == RemovalStep.Kind.DELETE_STACK)
			.noneMatch((step) -> step.state().ended());
	}

}
