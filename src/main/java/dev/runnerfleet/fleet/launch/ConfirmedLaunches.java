package dev.runnerfleet.fleet.launch;

import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.Parameters;
import dev.runnerfleet.stack.OperationEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gives a fleet the values of the stack that AWS has, where a launch turns up that was
 * given up: another one may have been asked for meanwhile, with other values.
 */
@Component
class ConfirmedLaunches {

	private final Fleets fleets;

	private final Blueprints blueprints;

	ConfirmedLaunches(Fleets fleets, Blueprints blueprints) {
		this.fleets = fleets;
		this.blueprints = blueprints;
	}

	@EventListener
	void arrived(OperationEvent.Confirmed event) {
		this.fleets.find(event.operation().stackId())
			.filter((fleet) -> !event.parameters().isEmpty())
			.ifPresent((fleet) -> this.blueprints.find(fleet.blueprint())
				.map((blueprint) -> fleet.with(Parameters.plain(event.parameters(), blueprint)))
				.ifPresent(this.fleets::changed));
		if (event.instead()) {
			this.fleets.runnerUnknown(event.operation().stackId());
		}
	}

}
