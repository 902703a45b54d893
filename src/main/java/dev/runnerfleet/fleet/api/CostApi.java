package dev.runnerfleet.fleet.api;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.cost.FleetCosts;
import dev.runnerfleet.fleet.cost.SpentCosts;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Costs for scripts. */
@RestController
@Tag(name = "Fleets")
class CostApi {

	private final FleetCosts costs;

	private final Blueprints blueprints;

	private final Network network;

	private final SpentCosts spent;

	private final Stacks stacks;

	private final Clock clock;

	CostApi(FleetCosts costs, Blueprints blueprints, Network network, SpentCosts spent, Stacks stacks, Clock clock) {
		this.costs = costs;
		this.spent = spent;
		this.stacks = stacks;
		this.clock = clock;
		this.blueprints = blueprints;
		this.network = network;
	}

	@PostMapping(path = "/api/v1/fleets/cost", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "costOfFleet", summary = "Tell what a fleet would cost",
			description = "From a price list of one day; AWS is not asked.")
	@ApiResponse(responseCode = "200", description = "The cost, or why it cannot be told")
	@ApiResponse(responseCode = "422", description = "There is no such blueprint")
	CostBody cost(@RequestBody CostRequest request) {
		Blueprint blueprint = (request.blueprint() == null) ? this.blueprints.first()
				: this.blueprints.find(request.blueprint())
					.orElseThrow(() -> RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, "blueprint",
							"There is no such blueprint."));
		Map<String, String> parameters = new HashMap<>();
		if (request.parameters() != null) {
			request.parameters().forEach((name, value) -> parameters.put(name, (value != null) ? value : ""));
		}
		String region = (request.region() != null) ? request.region() : this.network.defaultRegion();
		return CostBody.of(this.costs.of(blueprint, region, parameters));
	}

	@GetMapping("/api/v1/fleets/{id}/cost")
	@Operation(operationId = "showCost", summary = "Tell what a fleet's workers have cost, this month and the last one",
			description = "From how long they ran, as their manager counted, and a price list of one day.")
	@ApiResponse(responseCode = "200", description = "What they cost, by month and type")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	SpentBody spent(@PathVariable UUID id) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		return SpentBody.of(id, this.spent.of(id, stack.region(), this.clock.instant()));
	}

	@Schema(name = "CostRequest")
	record CostRequest(@Schema(description = "The recommended one if left out") @Nullable String blueprint,
			@Schema(description = "The portal's own if left out") @Nullable String region,
			@Schema(description = "Parameters of the blueprint by name; what is left out has its default") @Nullable Map<String, @Nullable String> parameters) {

	}

}
