package dev.runnerfleet.fleet.dashboard;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.outside.OutsideView;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

/**
 * A fleet as the dashboard shows it.
 *
 * @param id the fleet
 * @param name its name
 * @param blueprint its blueprint's name
 * @param region where it is
 * @param state how it stands
 * @param status the same in words
 * @param done how many resources are there
 * @param total how many there will be
 * @param lastEvent what happened last
 * @param activeAt when that was
 * @param createdAt when it was launched
 * @param createdBy who launched it
 * @param trouble why it cannot be followed at the moment
 * @param troubledSince since when, {@code null} while it can
 * @param outside what somebody did to it without the portal, if that was the last thing
 */
record DashboardRow(UUID id, String name, String blueprint, String region, FleetState state, StatusLabel status,
		int done, int total, @Nullable String lastEvent, ReadableTime activeAt, ReadableTime createdAt,
		String createdBy, @Nullable String trouble, @Nullable ReadableTime troubledSince, @Nullable String outside) {

	static DashboardRow of(Stack stack, @Nullable Fleet fleet, @Nullable Operation latest, Instant now) {
		return new DashboardRow(stack.id(), stack.name(), (fleet != null) ? fleet.blueprint() : "", stack.region(),
				FleetState.of(stack), StatusLabel.of(stack), stack.resourcesDone(), stack.resourcesTotal(),
				stack.lastEvent(), ReadableTime.of(stack.activeAt(), now), ReadableTime.of(stack.createdAt(), now),
				stack.createdBy(), stack.trouble(),
				(stack.troubledSince() != null) ? ReadableTime.of(stack.troubledSince(), now) : null,
				OutsideView.title(stack, latest));
	}

	/** Whether nothing goes on. */
	public boolean settled() {
		return this.state.settled();
	}

}
