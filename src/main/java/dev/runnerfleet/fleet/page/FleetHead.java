package dev.runnerfleet.fleet.page;

import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.stack.Stack;

/**
 * What every side of a fleet begins with.
 *
 * @param id the fleet
 * @param name its name
 * @param tab which side is shown
 * @param state how it stands
 * @param status the same in words
 * @param menu what can be done with it
 */
record FleetHead(UUID id, String name, FleetTab tab, FleetState state, StatusLabel status, FleetMenu menu) {

	static FleetHead of(Stack stack, Fleet fleet, FleetTab tab) {
		FleetState state = FleetState.of(stack);
		boolean original = OriginalTemplate.isOf(fleet);
		boolean machines = fleet.blueprint().equals("docker-machine");
		return new FleetHead(stack.id(), stack.name(), tab, state, StatusLabel.of(stack),
				original ? FleetMenu.ofOriginal(state) : FleetMenu.of(state, machines));
	}

	/** Whether nothing goes on. */
	public boolean settled() {
		return this.state.settled();
	}

	/** What a glance at the browser's tabs tells. */
	public String title() {
		return "%s: %s · Runner fleets".formatted(this.name, this.status.words());
	}

	/** The picture that tells it by its colour. */
	public String icon() {
		return "/favicon-" + this.status.tone() + ".svg";
	}

	/** Whether it is gone. */
	public boolean gone() {
		return this.state.filter() == FleetState.Filter.REMOVED;
	}

}
