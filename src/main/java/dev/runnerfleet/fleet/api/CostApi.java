package dev.runnerfleet.fleet.api;

import java.util.HashMap;
import java.util.Map;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.cost.FleetCosts;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

	CostApi(FleetCosts costs, Blueprints blueprints, Network network) {
		this.costs = costs;
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

	@Schema(name = "CostRequest")
	record CostRequest(@Schema(description = "The recommended one if left out") @Nullable String blueprint,
			@Schema(description = "The portal's own if left out") @Nullable String region,
			@Schema(description = "Parameters of the blueprint by name; what is left out has its default") @Nullable Map<String, @Nullable String> parameters) {

	}

}
