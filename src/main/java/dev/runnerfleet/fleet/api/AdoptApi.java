package dev.runnerfleet.fleet.api;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.adoption.Adopter;
import dev.runnerfleet.fleet.adoption.Adopter.Adoption;
import dev.runnerfleet.fleet.adoption.AdoptionCandidates;
import dev.runnerfleet.fleet.adoption.AdoptionCandidates.Found;
import dev.runnerfleet.fleet.adoption.AdoptionCandidates.Row;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.web.Locations;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Adoption for scripts. */
@RestController
@Tag(name = "Fleets")
class AdoptApi {

	private final Adopter adopter;

	private final AdoptionCandidates candidates;

	private final FleetBodies bodies;

	private final Network network;

	AdoptApi(Adopter adopter, AdoptionCandidates candidates, FleetBodies bodies, Network network) {
		this.adopter = adopter;
		this.candidates = candidates;
		this.bodies = bodies;
		this.network = network;
	}

	@GetMapping("/api/v1/fleets/adopt")
	@Operation(operationId = "listAdoptable", summary = "List the stacks of a region that could be adopted",
			description = "Those made from a blueprint that the portal does not have, and those of the original "
					+ "template, which can be moved away from once they are adopted.")
	@ApiResponse(responseCode = "200", description = "The candidates by name")
	@ApiResponse(responseCode = "422", description = "The account has no such region")
	CandidatesBody candidates(
			@Parameter(description = "The portal's own if left out") @RequestParam @Nullable String region) {
		return CandidatesBody.of(this.candidates.in((region != null) ? region : this.network.defaultRegion())
			.orElseThrow(() -> RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, "region",
					"The account has no such region."))
			.inTime()
			.orThrow());
	}

	@PostMapping(path = "/api/v1/fleets/adopt", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "adoptFleet",
			summary = "Adopt a fleet that was launched elsewhere from a blueprint or the original template",
			description = "Nothing changes in AWS.")
	@ApiResponse(responseCode = "202", description = "It is adopted; what happened to it so far is being read",
			headers = @Header(name = "Location", description = "The fleet's address"))
	@ApiResponse(responseCode = "404", description = "AWS knows no such stack")
	@ApiResponse(responseCode = "409", description = "It is known already, or it takes confirm")
	@ApiResponse(responseCode = "422", description = "It cannot be adopted, or stackName is missing")
	ResponseEntity<FleetBody> adopt(@RequestBody AdoptRequest request, @Parameter(hidden = true) Authentication user) {
		if (request.stackName() == null || request.stackName().isBlank()) {
			throw RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, "stackName", "Send the stack's name or its ARN.");
		}
		String region = (request.region() != null) ? request.region() : this.network.defaultRegion();
		Adoption adoption = this.adopter.adopt(region, request.stackName().strip(),
				Boolean.TRUE.equals(request.confirm()), user.getName());
		if (adoption instanceof Adoption.Adopted adopted) {
			URI location = Locations.at("/api/v1/fleets/{id}", adopted.id());
			return ResponseEntity.accepted()
				.location(location)
				.body(this.bodies.find(adopted.id()).orElseThrow(NoSuchFleet::new));
		}
		throw refusal(adoption);
	}

	private static ErrorResponseException refusal(Adoption adoption) {
		if (adoption instanceof Adoption.Refused refused) {
			return problem(refused.status(), refused.title(), refused.detail());
		}
		if (adoption instanceof Adoption.Known known) {
			ErrorResponseException problem = problem(HttpStatus.CONFLICT, "The portal has this fleet already",
					"See the fleet that 'fleet' names.");
			problem.getBody().setProperty("fleet", known.id());
			return problem;
		}
		return problem(HttpStatus.CONFLICT, "It carries another portal's tag",
				"Another portal may look after it, too. Send it again with confirm true to adopt it all the same.");
	}

	private static ErrorResponseException problem(HttpStatus status, String title, String detail) {
		ErrorResponseException problem = new ErrorResponseException(status);
		problem.setTitle(title);
		problem.setDetail(detail);
		return problem;
	}

	@Schema(name = "AdoptionCandidates")
	record CandidatesBody(String region, List<CandidateBody> candidates,
			@Schema(description = "Whether every stack of the region was looked at") boolean complete) {

		private static CandidatesBody of(Found found) {
			return new CandidatesBody(found.region(), found.rows().stream().map(CandidateBody::of).toList(),
					found.complete());
		}

	}

	@Schema(name = "AdoptionCandidate")
	record CandidateBody(String name, @Schema(description = "What to send as stackName to adopt it") String arn,
			@Schema(description = "The stack's status", example = "CREATE_COMPLETE") String status, Instant createdAt,
			@Schema(description = "Its blueprint's title; null for one of the original template") @Nullable String blueprint,
			@Schema(description = "Whether it carries another portal's tag, so that it takes confirm") boolean foreign,
			@Schema(description = "The launch form's address with the values of a fleet like it, for one of the original template") @Nullable String launchLikeIt,
			@Schema(description = "What would not come along") List<String> left) {

		private static CandidateBody of(Row row) {
			return new CandidateBody(row.name(), row.stack().arn(), row.stack().status().name(),
					row.stack().createdAt(), row.blueprint(), row.foreign(), row.launchLikeIt(), row.left());
		}

	}

	@Schema(name = "Adoption")
	record AdoptRequest(@Schema(description = "The portal's own if left out") @Nullable String region,
			@Schema(description = "The stack's name or its ARN") @Nullable String stackName,
			@Schema(description = "Whether to adopt it although it carries another portal's tag") @Nullable Boolean confirm) {

	}

}
