package dev.runnerfleet.fleet.move;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.move.MovedRunners.MovedRunner;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Works out what a fleet would become, before anybody decides. */
@Component
class MovePlans {

	private final Moves moves;

	private final MovedRunners runners;

	private final Stacks stacks;

	private final Fleets fleets;

	private final Blueprints blueprints;

	MovePlans(Moves moves, MovedRunners runners, Stacks stacks, Fleets fleets, Blueprints blueprints) {
		this.moves = moves;
		this.runners = runners;
		this.stacks = stacks;
		this.fleets = fleets;
		this.blueprints = blueprints;
	}

	/**
	 * What there is to decide on.
	 * @throws NoSuchFleet if there is no such fleet
	 * @throws NotNow if it is not of a blueprint that there is a way out of
	 */
	Plan of(UUID fleetId) {
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		Fleet fleet = this.fleets.find(fleetId).orElseThrow(NoSuchFleet::new);
		Move latest = this.moves.latest(fleetId).orElse(null);
		MovedRunner runner = (latest != null) ? this.runners.of(latest.id()) : MovedRunner.UNKNOWN;
		Stack second = (latest != null && latest.to() != null) ? this.stacks.find(latest.to()).orElse(null) : null;
		Blueprint to = this.blueprints.first();
		if (OriginalTemplate.isOf(fleet)) {
			return new Plan(stack, fleet, fleet.parameters(), to, OriginalCounterparts.of(fleet.parameters(), to),
					latest, runner, second);
		}
		Blueprint from = this.blueprints.find(fleet.blueprint()).filter(Blueprint::machines).orElse(null);
		if (from == null) {
			throw new NotNow(fleetId, "There is nowhere to move this fleet to",
					"It has the blueprint that other fleets are moved to.");
		}
		Map<String, String> values = QuietChange.undone(fleet,
				Optional.ofNullable(latest).map(Move::parameters).orElse(Map.of()));
		return new Plan(stack, fleet, values, to, Counterparts.of(values, from, to), latest, runner, second);
	}

	/**
	 * A move as it can be asked for.
	 *
	 * @param stack the first fleet's stack
	 * @param fleet the first fleet
	 * @param values its values, without what an earlier move has made of them
	 * @param to the second one's blueprint
	 * @param counterparts what becomes of each value
	 * @param move the latest move, {@code null} where there was none
	 * @param runner what GitLab said of its runner in that one
	 * @param second that one's second stack, {@code null} where there is none
	 */
	record Plan(Stack stack, Fleet fleet, Map<String, String> values, Blueprint to, Counterparts counterparts,
			@Nullable Move move, MovedRunner runner, @Nullable Stack second) {

		/** Whether the first fleet is of the original template. */
		public boolean original() {
			return OriginalTemplate.isOf(this.fleet);
		}

		/** What the second one gets of it, as far as somebody may correct it. */
		public Map<String, String> correctable() {
			return original() ? OriginalCounterparts.correctable(this.counterparts, this.to) : Map.of();
		}

		/** What people call one of the second one's parameters. */
		public String label(String parameter) {
			return this.to.template()
				.parameters()
				.stream()
				.filter((each) -> each.name().equals(parameter))
				.map((each) -> each.label())
				.findFirst()
				.orElse(parameter);
		}

	}

}
