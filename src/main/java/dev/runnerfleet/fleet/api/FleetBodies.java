package dev.runnerfleet.fleet.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.runnerfleet.autopsy.Autopsies;
import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.diagnosis.Cause;
import dev.runnerfleet.fleet.diagnosis.Causes;
import dev.runnerfleet.fleet.listing.FleetLabels;
import dev.runnerfleet.fleet.removal.Removals;
import dev.runnerfleet.pulse.Pulses;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Puts together what scripts see, with as many queries for a page as for one fleet. */
@Component
class FleetBodies {

	private final Stacks stacks;

	private final Fleets fleets;

	private final Removals removals;

	private final Causes causes;

	private final FleetLabels labels;

	private final Autopsies autopsies;

	private final Pulses pulses;

	FleetBodies(Stacks stacks, Fleets fleets, Removals removals, Causes causes, FleetLabels labels, Autopsies autopsies,
			Pulses pulses) {
		this.stacks = stacks;
		this.fleets = fleets;
		this.removals = removals;
		this.causes = causes;
		this.labels = labels;
		this.autopsies = autopsies;
		this.pulses = pulses;
	}

	/** One fleet, with all that its machines told. */
	Optional<FleetBody> find(UUID id) {
		return this.stacks.find(id)
			.map((stack) -> of(List.of(stack),
					(operations) -> operations.stream()
						.flatMap((operation) -> this.autopsies.of(operation).stream())
						.collect(Collectors.toMap(Autopsy::operationId, Function.identity())))
				.get(0));
	}

	/** What AWS refuses at once is told of as what fails later. */
	AwsFailure explained(String region, AwsFailure refusal) {
		refusal.getBody().setProperty("cause", CauseBody.of(this.causes.of(region, refusal)));
		return refusal;
	}

	/** The same of a fleet that is there. */
	AwsFailure explained(UUID id, AwsFailure refusal) {
		return explained(this.stacks.find(id).orElseThrow(NoSuchFleet::new).region(), refusal);
	}

	List<FleetBody> of(List<Stack> found) {
		return of(found, this.autopsies::of);
	}

	private List<FleetBody> of(List<Stack> found, Function<Collection<UUID>, Map<UUID, Autopsy>> told) {
		List<UUID> ids = found.stream().map(Stack::id).toList();
		var fleets = this.fleets.find(ids);
		var operations = this.stacks.latestOperations(ids);
		List<UUID> latestIds = operations.values().stream().map(Operation::id).toList();
		var removals = this.removals.ofOperations(latestIds);
		var autopsies = told.apply(latestIds);
		var labels = this.labels.of(ids);
		var outputs = this.stacks.outputs(ids);
		var pulses = this.pulses.of(ids);
		return found.stream().map((stack) -> {
			Operation latest = operations.get(stack.id());
			OperationFailure failure = this.causes.of(stack, latest).orElse(null);
			return FleetBody.of(stack, fleets.get(stack.id()), latest, failure,
					this.causes.diagnosis(stack, latest, failure), (latest != null) ? autopsies.get(latest.id()) : null,
					(latest != null) ? removals.get(latest.id()) : null,
					Optional.ofNullable(pulses.get(stack.id())).map(Pulses.Reading::health).orElse(null),
					outputs.getOrDefault(stack.id(), List.of()), labels.getOrDefault(stack.id(), List.of()));
		}).toList();
	}

	@Schema(name = "Cause", description = "What lies behind a refusal of AWS")
	record CauseBody(
			@Schema(description = "Its name in docs/causes.md; unknown if nobody has met it yet",
					example = "denied-to-portal") String id,
			@Schema(description = "What happened, in plain words") String title,
			@Schema(description = "Why") String explanation, @Schema(description = "What to do next") String fix,
			@Schema(description = "Where to set it right or read on, null if there is no such page") FleetBody.@Nullable Link link) {

		static CauseBody of(Cause cause) {
			return new CauseBody(cause.id(), cause.title(), cause.explanation(), cause.fix(),
					FleetBody.Link.of(cause.link()));
		}

	}

}
