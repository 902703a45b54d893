package dev.runnerfleet.fleet.api;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.change.ChangeDecisions;
import dev.runnerfleet.fleet.change.FleetChanger;
import dev.runnerfleet.fleet.change.FleetChanger.ChangePreview;
import dev.runnerfleet.fleet.change.PreviewViews;
import dev.runnerfleet.fleet.change.PreviewViews.NoSuchPreview;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.RollbackContinuation;
import dev.runnerfleet.stack.StackResource;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes for scripts: a preview first, then the decision. */
@RestController
@RequestMapping("/api/v1/fleets/{id}")
@Tag(name = "Fleets")
class ChangeApi {

	private final FleetChanger changer;

	private final PreviewViews views;

	private final ChangeDecisions decisions;

	private final RollbackContinuation rollback;

	private final FleetBodies fleets;

	ChangeApi(FleetChanger changer, PreviewViews views, ChangeDecisions decisions, RollbackContinuation rollback,
			FleetBodies fleets) {
		this.changer = changer;
		this.views = views;
		this.decisions = decisions;
		this.rollback = rollback;
		this.fleets = fleets;
	}

	@PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "previewChange", summary = "Preview a change of a fleet",
			description = "Changes nothing: AWS works out what it would do, for you to apply or discard within an hour.")
	@ApiResponse(responseCode = "202", description = "AWS works it out; follow it at the address in Location",
			headers = @Header(name = "Location", description = "The preview's address"))
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "Something is under way, or the fleet cannot be changed now")
	@ApiResponse(responseCode = "422", description = "Some values cannot be used; errors names them")
	ResponseEntity<PreviewBody> preview(@PathVariable UUID id, @RequestBody ChangeRequest request,
			@Parameter(hidden = true) Authentication user) {
		ApiViolations.refuse(request.contradictions());
		this.changer.requireChangeable(id);
		ChangePreview preview = this.changer.preview(id, request.form(this.changer.today(id)),
				Boolean.TRUE.equals(request.anyway()), null, user.getName());
		if (preview instanceof ChangePreview.Invalid invalid) {
			ApiViolations.refuse(invalid.violations());
		}
		if (preview instanceof ChangePreview.Doubtful doubtful) {
			throw ApiViolations.doubtful(doubtful.findings());
		}
		if (preview instanceof ChangePreview.Refused refused) {
			throw this.fleets.explained(id, refused.failure());
		}
		ChangePreview.Made made = (ChangePreview.Made) preview;
		UUID previewId = made.previewId();
		URI location = Locations.here("/previews/{preview}", previewId);
		return ResponseEntity.accepted().location(location).body(show(id, previewId).warned(made.warnings()));
	}

	@GetMapping("/previews/{previewId}")
	@Operation(operationId = "showPreview", summary = "Show what a change would do")
	@ApiResponse(responseCode = "200", description = "The preview")
	@ApiResponse(responseCode = "404", description = "There is no such preview")
	PreviewBody show(@PathVariable UUID id, @PathVariable UUID previewId) {
		return this.views.find(id, previewId).map(PreviewBody::of).orElseThrow(NoSuchPreview::new);
	}

	@PostMapping("/previews/{previewId}/apply")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(operationId = "applyPreview", summary = "Carry a preview out")
	@ApiResponse(responseCode = "202", description = "The change has begun; follow the fleet")
	@ApiResponse(responseCode = "404", description = "There is no such preview")
	@ApiResponse(responseCode = "409", description = "Something is under way, or the preview is not READY")
	FleetBody apply(@PathVariable UUID id, @PathVariable UUID previewId,
			@Parameter(hidden = true) Authentication user) {
		show(id, previewId);
		return begun(id, this.decisions.apply(previewId, user.getName()));
	}

	@DeleteMapping("/previews/{previewId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(operationId = "discardPreview", summary = "Discard a preview")
	@ApiResponse(responseCode = "204", description = "It is discarded; one that is over already stays as it is")
	@ApiResponse(responseCode = "404", description = "There is no such preview")
	void discard(@PathVariable UUID id, @PathVariable UUID previewId) {
		show(id, previewId);
		this.decisions.discard(id, previewId);
	}

	@PostMapping("/cancel")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(operationId = "cancelChange", summary = "Stop a change that goes on")
	@ApiResponse(responseCode = "202", description = "AWS puts back what it has done of it")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "No change is under way")
	FleetBody cancel(@PathVariable UUID id, @Parameter(hidden = true) Authentication user) {
		this.fleets.find(id).orElseThrow(NoSuchFleet::new);
		return begun(id, this.decisions.cancel(id, user.getName()));
	}

	@PostMapping(path = "/continue-rollback", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(operationId = "continueRollback", summary = "Continue a rollback that got stuck")
	@ApiResponse(responseCode = "202", description = "The rollback goes on")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "Something is under way, or no rollback is stuck")
	@ApiResponse(responseCode = "422", description = "Only resources that could not be put back can be skipped")
	FleetBody continueRollback(@PathVariable UUID id, @RequestBody SkipRequest request,
			@Parameter(hidden = true) Authentication user) {
		this.fleets.find(id).orElseThrow(NoSuchFleet::new);
		List<String> skippable = this.rollback.skippable(id).stream().map(StackResource::logicalId).toList();
		if (!skippable.isEmpty() && !skippable.containsAll(request.names())) {
			throw RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, "skip",
					"Only these could not be put back: " + String.join(", ", skippable) + ".");
		}
		return begun(id, this.decisions.continueRollback(id, request.names(), user.getName()));
	}

	private FleetBody begun(UUID id, OperationOutcome outcome) {
		if (outcome instanceof OperationOutcome.Refused refused) {
			throw this.fleets.explained(id, refused.failure());
		}
		return this.fleets.find(id).orElseThrow(NoSuchFleet::new);
	}

	/** Which resources a rollback is to leave as they are. */
	@Schema(name = "Skip")
	record SkipRequest(@Schema(description = "Names of resources that could not be put back; none if left out",
			example = "[\"Manager\"]") @Nullable List<String> skip) {

		List<String> names() {
			return (this.skip != null) ? this.skip : List.of();
		}

	}

}
