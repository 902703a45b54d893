package dev.runnerfleet.fleet.page;

import java.util.List;

import dev.runnerfleet.fleet.EventLine;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.log.LogViews;
import dev.runnerfleet.fleet.outside.DriftView;
import dev.runnerfleet.stack.StackOutput;
import org.jspecify.annotations.Nullable;

/** One side of a fleet as it is shown, with no more read than that side needs. */
sealed interface FleetPage permits Overview, Activity, FleetPage.Log, FleetPage.Resources, Settings {

	FleetHead head();

	/** Whether it says itself what to do next, with the button for it. */
	default boolean explained() {
		return false;
	}

	/** Whether it has a button of its own for what is wrong, beside which others wait. */
	default boolean remedied() {
		return false;
	}

	/**
	 * What its manager wrote, which is no part of what changes by itself: whoever reads
	 * it is not to lose the place.
	 *
	 * @param head what every side begins with
	 * @param links where one sees more
	 */
	record Log(FleetHead head, List<LogViews.Link> links) implements FleetPage {

	}

	/**
	 * What there is in AWS.
	 *
	 * @param head what every side begins with
	 * @param resources each resource
	 * @param outputs what the template tells of them
	 * @param console the stack's page in the AWS console, if AWS knows the stack
	 * @param drift how it compares with its template, if the portal has asked
	 */
	record Resources(FleetHead head, List<ResourceLine> resources, List<StackOutput> outputs, @Nullable String console,
			@Nullable DriftView drift) implements FleetPage {

	}

	/** A resource in words. */
	record ResourceLine(String logicalId, String name, String type, @Nullable String physicalId, @Nullable String link,
			StatusLabel status, @Nullable String reason) {

	}

	/**
	 * A page of raw events.
	 *
	 * @param lines newest first
	 * @param older the sequence that the next older page stays below, {@code null} if
	 * there is none
	 * @param newest whether these are the newest
	 */
	record Events(List<EventLine> lines, @Nullable Long older, boolean newest) {

	}

}
