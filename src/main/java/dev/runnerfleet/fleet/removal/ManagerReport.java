package dev.runnerfleet.fleet.removal;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.fleet.FleetFacts.Report;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;
import dev.runnerfleet.pulse.Pulses;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

/** What a fleet's manager reported, as far as the fleet's state follows from it. */
final class ManagerReport {

	/** A list has no room for a story, which the fleet's page tells. */
	private static final int LONGEST = 120;

	private static final Set<FleetState> SINCE = EnumSet.of(FleetState.NOT_POLLING, FleetState.TOKEN_REFUSED,
			FleetState.CANNOT_SCALE, FleetState.MANAGER_GONE, FleetState.MANAGER_SILENT);

	private static final Set<Health.Kind> WELL = EnumSet.of(Health.Kind.IDLE, Health.Kind.WORKING, Health.Kind.BUSY);

	private ManagerReport() {
	}

	/**
	 * What follows from the last change or first job.
	 * @param reading how the fleet is now, which may have overtaken it
	 */
	static Report of(@Nullable Autopsy autopsy, Pulses.@Nullable Reading reading) {
		if (autopsy == null || reading != null && overtaken(autopsy, reading)) {
			return Report.NONE;
		}
		boolean change = autopsy.purpose() == Autopsy.Purpose.CHANGE;
		return switch (autopsy.verdict()) {
			case AWAITED -> switch (autopsy.purpose()) {
				case CHANGE -> Report.AWAITED;
				case PROOF -> Report.PROOF_AWAITED;
				default -> Report.NONE;
			};
			case UNHEARD -> change ? Report.UNHEARD : Report.NONE;
			case IN_FORCE -> Report.IN_FORCE;
			case NOT_IN_FORCE -> Report.NOT_IN_FORCE;
			case PROVEN -> Report.PROVEN;
			case UNPROVEN -> Report.UNPROVEN;
			case NOT_SCALING -> Report.NOT_SCALING;
			case UNTOUCHED, FOUND, SILENT, NO_MACHINE, UNKNOWN -> Report.NONE;
		};
	}

	/**
	 * The manager tries again by itself, and so does Auto Scaling: a later report tells
	 * that they have come through.
	 */
	private static boolean overtaken(Autopsy autopsy, Pulses.Reading reading) {
		Pulse pulse = reading.pulse();
		Instant told = (autopsy.heardAt() != null) ? autopsy.heardAt() : autopsy.askedAt();
		if (pulse == null || reading.heardAt() == null || !reading.heardAt().isAfter(told)) {
			return false;
		}
		return switch (autopsy.verdict()) {
			case NOT_IN_FORCE -> autopsy.wanted() != null && autopsy.wanted().equals(pulse.hash());
			case NOT_SCALING -> WELL.contains(reading.health().kind()) && pulse.scaling() == null
					&& pulse.trouble() == null && pulse.workers() != null && usable(pulse.workers()) > 0;
			default -> false;
		};
	}

	private static long usable(Pulse.Workers workers) {
		return Objects.requireNonNullElse(workers.ready(), 0L) + Objects.requireNonNullElse(workers.busy(), 0L);
	}

	/** A state with what its manager said of it. */
	static Stack.Standing standing(FleetState state, @Nullable Autopsy autopsy, @Nullable Health health) {
		if (health != null && SINCE.contains(state)) {
			return new Stack.Standing(state.number(), "since", health.since());
		}
		if (autopsy == null) {
			return new Stack.Standing(state.number(), null, null);
		}
		return switch (state) {
			case CHANGE_NOT_IN_FORCE, READY_UNPROVEN, READY_NOT_SCALING ->
				new Stack.Standing(state.number(), because(autopsy), null);
			case READY_PROVEN, READY_CHANGE_IN_FORCE -> new Stack.Standing(state.number(), null, autopsy.heardAt());
			default -> new Stack.Standing(state.number(), null, null);
		};
	}

	private static @Nullable String because(Autopsy autopsy) {
		String reason = autopsy.reason();
		return reason.isEmpty() ? null : (reason.length() > LONGEST) ? reason.substring(0, LONGEST) + "…" : reason;
	}

}
