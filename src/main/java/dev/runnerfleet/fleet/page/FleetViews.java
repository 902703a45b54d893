package dev.runnerfleet.fleet.page;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.blueprint.ResourceWords;
import dev.runnerfleet.fleet.log.LogViews;
import dev.runnerfleet.fleet.outside.OutsideViews;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Puts together what a fleet's page shows, the same for a first view and for a live
 * piece.
 */
@Component
class FleetViews {

	private final Stacks stacks;

	private final Fleets fleets;

	private final Overviews overviews;

	private final Activities activities;

	private final SettingsViews settings;

	private final OutsideViews keepingUp;

	private final LogViews logs;

	private final Clock clock;

	FleetViews(Stacks stacks, Fleets fleets, Overviews overviews, Activities activities, SettingsViews settings,
			OutsideViews keepingUp, LogViews logs, Clock clock) {
		this.logs = logs;
		this.stacks = stacks;
		this.fleets = fleets;
		this.overviews = overviews;
		this.activities = activities;
		this.settings = settings;
		this.keepingUp = keepingUp;
		this.clock = clock;
	}

	/** One side of a fleet as it is now. */
	Optional<FleetPage> find(UUID id, FleetTab tab) {
		return find(id, tab, Long.MAX_VALUE, null);
	}

	/**
	 * One side of a fleet.
	 * @param id the fleet
	 * @param tab the side
	 * @param before the sequence that events stay below
	 * @param opened an operation whose resources are to be seen, whenever it was
	 */
	Optional<FleetPage> find(UUID id, FleetTab tab, long before, @Nullable UUID opened) {
		return this.stacks.find(id)
			.flatMap((stack) -> this.fleets.find(id).map((fleet) -> page(stack, fleet, tab, before, opened)));
	}

	private FleetPage page(Stack stack, Fleet fleet, FleetTab tab, long before, @Nullable UUID opened) {
		FleetHead head = FleetHead.of(stack, fleet, tab);
		return switch (tab) {
			case OVERVIEW -> this.overviews.of(head, stack, fleet, this.clock.instant());
			case ACTIVITY -> this.activities.of(head, stack, before, opened, this.clock.instant());
			case LOG -> new FleetPage.Log(head, this.logs.links(stack, fleet));
			case RESOURCES -> resources(head, stack);
			case SETTINGS -> this.settings.of(head, stack, fleet, this.clock.instant());
		};
	}

	private FleetPage.Resources resources(FleetHead head, Stack stack) {
		return new FleetPage.Resources(head,
				this.stacks.resources(stack.id()).stream().map((resource) -> line(resource, stack.region())).toList(),
				head.gone() ? List.of() : this.stacks.outputs(stack.id()),
				ConsoleLinks.stack(stack.region(), stack.arn()), this.keepingUp.drift(stack).orElse(null));
	}

	private static FleetPage.ResourceLine line(StackResource resource, String region) {
		return new FleetPage.ResourceLine(resource.logicalId(), ResourceWords.name(resource.logicalId()),
				resource.type(), resource.physicalId(),
				ConsoleLinks.resource(region, resource.type(), resource.physicalId()),
				StatusLabel.ofResource(resource.status()), resource.reason());
	}

}
