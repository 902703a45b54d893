package dev.runnerfleet.fleet.api;

import java.net.URI;
import java.time.Clock;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.fleet.outside.DriftTrail;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.drift.Drift;
import dev.runnerfleet.stack.drift.DriftDetection;
import dev.runnerfleet.stack.drift.Drifts;
import dev.runnerfleet.web.Locations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Comparisons of fleets with their templates, for scripts. */
@RestController
@RequestMapping("/api/v1/fleets/{id}/drift")
@Tag(name = "Fleets")
class DriftApi {

	private final DriftTrail trail;

	private final Drifts drifts;

	private final Stacks stacks;

	private final Clock clock;

	DriftApi(DriftTrail trail, Drifts drifts, Stacks stacks, Clock clock) {
		this.trail = trail;
		this.drifts = drifts;
		this.stacks = stacks;
		this.clock = clock;
	}

	@PostMapping
	@Operation(operationId = "detectDrift", summary = "Have AWS compare a fleet with its template")
	@ApiResponse(responseCode = "202",
			description = "The comparison has begun; its result is at the address in Location",
			headers = @Header(name = "Location", description = "Where the result is"))
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "Something else is under way, or the fleet is not ready")
	ResponseEntity<DriftBody> begin(@PathVariable UUID id, @Parameter(hidden = true) Authentication user) {
		DriftDetection.Outcome outcome = this.trail.begin(id, user.getName());
		if (outcome instanceof DriftDetection.Outcome.Busy busy) {
			throw NotNow.busy(busy.underWay(), this.clock.instant());
		}
		if (outcome instanceof DriftDetection.Outcome.UnderWay earlier) {
			throw NotNow.busy(earlier.drift(), this.clock.instant());
		}
		if (!(outcome instanceof DriftDetection.Outcome.Begun begun)) {
			throw new NotNow(id, "The fleet is not ready", DriftTrail.UNREADY);
		}
		URI location = Locations.here("");
		return ResponseEntity.accepted().location(location).body(body(begun.drift()));
	}

	@GetMapping
	@Operation(operationId = "showDrift", summary = "Show the latest comparison of a fleet with its template")
	@ApiResponse(responseCode = "200", description = "The comparison, or how far it is")
	@ApiResponse(responseCode = "404", description = "There is no such fleet, or it was never compared")
	DriftBody show(@PathVariable UUID id) {
		this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		return this.drifts.latest(id).map(this::body).orElseThrow(DriftApi::neverCompared);
	}

	private DriftBody body(Drift drift) {
		return DriftBody.of(drift, this.drifts.resources(drift.id()));
	}

	private static ErrorResponseException neverCompared() {
		ErrorResponseException none = new ErrorResponseException(HttpStatus.NOT_FOUND);
		none.setTitle("The fleet was never compared");
		none.setDetail("Ask for a comparison with POST at this address.");
		return none;
	}

}
