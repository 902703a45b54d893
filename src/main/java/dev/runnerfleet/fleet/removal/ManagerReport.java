package dev.runnerfleet.fleet.removal;

import java.util.EnumSet;
import java.util.Set;

import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.fleet.FleetFacts.Report;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

/** What a fleet's manager reported, as far as the fleet's state follows from it. */
final class ManagerReport {

	/** A list has no room for a story, which the fleet's page tells. */
	private static final int LONGEST = 120;

	private static final Set<FleetState> SINCE = EnumSet.of(FleetState.NOT_POLLING, FleetState.TOKEN_REFUSED,
			FleetState.CANNOT_SCALE, FleetState.MANAGER_GONE, FleetState.MANAGER_SILENT);

	private ManagerReport() {
	}

	static Report of(@Nullable Autopsy autopsy) {
		if (autopsy == null) {
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
