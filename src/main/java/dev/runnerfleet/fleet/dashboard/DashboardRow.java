package dev.runnerfleet.fleet.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.health.HealthViews;
import dev.runnerfleet.fleet.listing.FleetPurpose;
import dev.runnerfleet.fleet.outside.OutsideView;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

/**
 * A fleet in one line.
 *
 * @param id the fleet
 * @param name its name
 * @param state how it stands
 * @param status the same in words
 * @param done how many resources are there
 * @param total how many there will be
 * @param purpose what it is for, {@code null} if the portal does not know
 * @param labels its labels
 * @param by who changed it last, in words where that was nobody of the portal's
 * @param activeAt when something last happened to it
 * @param place where it is
 * @param edition what it was made from
 * @param trouble why it cannot be followed at the moment
 * @param troubledSince since when, {@code null} while it can
 * @param pulse what its manager reports, {@code null} where that is nothing
 */
record DashboardRow(UUID id, String name, FleetState state, StatusLabel status, int done, int total,
		@Nullable FleetPurpose purpose, List<String> labels, String by, ReadableTime activeAt, Place place,
		@Nullable Edition edition, @Nullable String trouble, @Nullable ReadableTime troubledSince,
		HealthViews.@Nullable Glance pulse) {

	static DashboardRow of(Stack stack, @Nullable Fleet fleet, List<String> labels, @Nullable Operation latest,
			@Nullable Blueprint blueprint, HealthViews.@Nullable Glance pulse, Instant now) {
		String outside = OutsideView.title(stack, latest);
		String person = (latest != null) ? latest.requestedBy() : stack.createdBy();
		return new DashboardRow(stack.id(), stack.name(), FleetState.of(stack), StatusLabel.of(stack),
				stack.resourcesDone(), stack.resourcesTotal(), (fleet != null) ? FleetPurpose.of(fleet) : null, labels,
				(outside != null) ? outside : person, ReadableTime.of(stack.activeAt(), now), stack.place(),
				(fleet != null) ? Edition.of(fleet, blueprint) : null, stack.trouble(),
				(stack.troubledSince() != null) ? ReadableTime.of(stack.troubledSince(), now) : null, pulse);
	}

	/** Whether nothing goes on. */
	public boolean settled() {
		return this.state.settled();
	}

	/** Whether something is to be done, which lists put on top. */
	public boolean urgent() {
		return this.state.filter() == FleetState.Filter.FAILED;
	}

	/** Whether it is shown to those alone who ask for what is gone. */
	public boolean gone() {
		return this.state.filter() == FleetState.Filter.REMOVED;
	}

	/** The account, where it is not the portal's own. */
	public @Nullable String account() {
		return this.place.account().equals(Place.OWN) ? null : this.place.account();
	}

	/**
	 * What a fleet was made from.
	 *
	 * @param blueprint the blueprint's name
	 * @param version its version
	 * @param behind how many versions this portal has that are newer
	 */
	record Edition(String blueprint, int version, int behind) {

		private static Edition of(Fleet fleet, @Nullable Blueprint blueprint) {
			return new Edition(fleet.blueprint(), fleet.blueprintVersion(),
					(blueprint != null) ? Math.max(0, blueprint.version() - fleet.blueprintVersion()) : 0);
		}

	}

}
