package dev.runnerfleet.fleet.api;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.launch.FleetLauncher;
import dev.runnerfleet.fleet.launch.FleetLauncher.FleetLaunch;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.web.Locations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Launches for scripts: what can be launched, and launching it. */
@RestController
@RequestMapping("/api/v1")
class LaunchApi {

	private final FleetLauncher launcher;

	private final FleetBodies bodies;

	private final Blueprints blueprints;

	private final Network network;

	LaunchApi(FleetLauncher launcher, FleetBodies bodies, Blueprints blueprints, Network network) {
		this.launcher = launcher;
		this.bodies = bodies;
		this.blueprints = blueprints;
		this.network = network;
	}

	@GetMapping("/blueprints")
	@Operation(operationId = "listBlueprints",
			summary = "List blueprints with their parameters, the recommended one first", tags = "Blueprints")
	@ApiResponse(responseCode = "200", description = "All blueprints")
	List<BlueprintBody> blueprints() {
		return this.blueprints.all().stream().map(BlueprintBody::of).toList();
	}

	@PostMapping(path = "/fleets", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "launchFleet", summary = "Launch a fleet", tags = "Fleets")
	@ApiResponse(responseCode = "202", description = "The launch has begun; follow it at the address in Location",
			headers = @Header(name = "Location", description = "The fleet's address"))
	@ApiResponse(responseCode = "409", description = "The name is taken, or a limit of the account is reached")
	@ApiResponse(responseCode = "422", description = "Some values cannot be used; errors names them")
	ResponseEntity<FleetBody> launch(@RequestBody LaunchRequest request,
			@Parameter(description = "The same for each copy of one request: sent again with the same name, "
					+ "it launches no second fleet") @RequestHeader(name = "Idempotency-Key",
							defaultValue = "") String key,
			@Parameter(hidden = true) Authentication user) {
		ApiViolations.refuse(request.contradictions());
		String region = (request.region() != null) ? request.region() : this.network.defaultRegion();
		FleetLaunch launch = this.launcher.launch(request.form(key, region, this.blueprints.first().name()),
				Boolean.TRUE.equals(request.anyway()), null, user.getName());
		if (launch instanceof FleetLaunch.Invalid invalid) {
			ApiViolations.refuse(invalid.violations());
		}
		if (launch instanceof FleetLaunch.Doubtful doubtful) {
			throw ApiViolations.doubtful(doubtful.findings());
		}
		if (launch instanceof FleetLaunch.NameTaken taken) {
			throw nameTaken(taken.message());
		}
		if (launch instanceof FleetLaunch.Refused refused) {
			throw this.bodies.explained(region, refused.failure());
		}
		if (launch instanceof FleetLaunch.NoToken none) {
			ApiViolations.refuse(List.of(new Violation("runnerToken", none.explanation().title())));
		}
		FleetLaunch.Begun begun = (FleetLaunch.Begun) launch;
		UUID id = begun.id();
		URI location = Locations.here("/{id}", id);
		FleetBody body = this.bodies.find(id).orElseThrow(NoSuchFleet::new);
		return ResponseEntity.accepted().location(location).body(body.warned(begun.warnings()));
	}

	private static ErrorResponseException nameTaken(String message) {
		ErrorResponseException taken = new ErrorResponseException(HttpStatus.CONFLICT);
		taken.setTitle("The name is taken");
		taken.setDetail(message);
		return taken;
	}

}
