package dev.runnerfleet.fleet.api;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.launch.FleetRetry;
import dev.runnerfleet.fleet.launch.LaunchStopper;
import dev.runnerfleet.fleet.removal.BringBack;
import dev.runnerfleet.fleet.removal.BringBack.BringBackForm;
import dev.runnerfleet.fleet.removal.FleetRemover;
import dev.runnerfleet.fleet.removal.FleetRemover.RemovalForm;
import dev.runnerfleet.fleet.removal.RemovalOutcome;
import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Removals and other tries for scripts. */
@RestController
@RequestMapping("/api/v1/fleets/{id}")
@Tag(name = "Fleets")
class RemovalApi {

	private final FleetRemover remover;

	private final FleetRetry retry;

	private final BringBack wayBack;

	private final LaunchStopper stopper;

	private final FleetBodies bodies;

	RemovalApi(FleetRemover remover, FleetRetry retry, BringBack wayBack, LaunchStopper stopper, FleetBodies bodies) {
		this.remover = remover;
		this.retry = retry;
		this.wayBack = wayBack;
		this.stopper = stopper;
		this.bodies = bodies;
	}

	@DeleteMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "removeFleet", summary = "Remove a fleet",
			description = "What to do is said in a body, or else in the query.")
	@ApiResponse(responseCode = "202", description = "The removal has begun; the fleet tells how far it is")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409",
			description = "Somebody else was first, the fleet is protected, or there is nothing to remove")
	@ApiResponse(responseCode = "422", description = "Some values cannot be used; errors names them")
	ResponseEntity<FleetBody> remove(@PathVariable UUID id,
			@RequestBody(required = false) @Nullable RemovalRequest body,
			@Parameter(description = "The fleet's name, to be sure") @RequestParam(defaultValue = "") String confirm,
			@Parameter(description = "Whether the cache bucket stays") @RequestParam(
					defaultValue = "false") boolean keepCache,
			@Parameter(description = "Whether the manager's logs go, too") @RequestParam(
					defaultValue = "false") boolean removeLogs,
			@Parameter(
					description = "Resources to leave alone, of those that AWS has failed to delete before") @RequestParam(
							defaultValue = "") List<String> retain,
			@Parameter(hidden = true) Authentication user) {
		RemovalForm form = (body != null) ? body.form() : new RemovalForm(confirm, keepCache, removeLogs, retain, null);
		return answer(id, this.remover.remove(id, form, user.getName()));
	}

	@PostMapping(path = "/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "retryLaunch", summary = "Try a failed launch again",
			description = "What is left of it is removed, then it is launched in its place, under the same id and name; "
					+ "what is left out is as it was, but for the token.")
	@ApiResponse(responseCode = "202", description = "It has begun; the fleet tells how far it is")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409",
			description = "Somebody else was first, the fleet is protected, or no launch has failed")
	@ApiResponse(responseCode = "422", description = "Some values cannot be used, or look wrong; errors names them")
	ResponseEntity<FleetBody> retry(@PathVariable UUID id, @RequestBody ChangeRequest body,
			@Parameter(hidden = true) Authentication user) {
		ApiViolations.refuse(body.contradictions());
		return answer(id, this.retry.retry(id, body.form(this.retry.form(id)), Boolean.TRUE.equals(body.anyway()), null,
				user.getName()));
	}

	@PostMapping(path = "/stop", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "stopLaunch", summary = "Stop a launch that goes on",
			description = "What there is of it is removed.")
	@ApiResponse(responseCode = "202", description = "It has begun; the fleet tells how far it is")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "No launch goes on, or the fleet is protected")
	@ApiResponse(responseCode = "422", description = "The token cannot be used")
	ResponseEntity<FleetBody> stop(@PathVariable UUID id, @RequestBody StopRequest body,
			@Parameter(hidden = true) Authentication user) {
		return answer(id, this.stopper.stop(id, body.token(), user.getName()));
	}

	@PostMapping(path = "/bring-back", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "bringBack", summary = "Take back a removal that has stopped",
			description = "What the removal has closed is opened as it was. A runner that it has paused in GitLab goes "
					+ "on where an access token is given.")
	@ApiResponse(responseCode = "202", description = "It has begun; the fleet tells how far it is")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "Somebody else was first, or no removal has stopped")
	@ApiResponse(responseCode = "422", description = "The token cannot be used")
	ResponseEntity<FleetBody> bringBack(@PathVariable UUID id, @RequestBody BringBackRequest body,
			@Parameter(hidden = true) Authentication user) {
		return answer(id, this.wayBack.bringBack(id, body.form(), user.getName()));
	}

	private ResponseEntity<FleetBody> answer(UUID id, RemovalOutcome outcome) {
		if (outcome instanceof RemovalOutcome.Invalid invalid) {
			ApiViolations.refuse(invalid.violations());
		}
		if (outcome instanceof RemovalOutcome.Doubtful doubtful) {
			throw ApiViolations.doubtful(doubtful.findings());
		}
		if (outcome instanceof RemovalOutcome.NoToken none) {
			ApiViolations.refuse(List.of(new Violation("runnerToken", none.explanation().title())));
		}
		if (outcome instanceof RemovalOutcome.Refused refused) {
			throw this.bodies.explained(id, refused.failure());
		}
		if (!(outcome instanceof RemovalOutcome.Begun)) {
			ErrorResponseException conflict = new ErrorResponseException(HttpStatus.CONFLICT);
			conflict.setTitle("Not now");
			conflict.setDetail(outcome.words());
			throw conflict;
		}
		return ResponseEntity.accepted().body(this.bodies.find(id).orElseThrow(NoSuchFleet::new));
	}

	/** The end of a launch as a script asks for it. */
	@Schema(name = "StopLaunch")
	record StopRequest(@Schema(
			description = "Removes the runner that was made for the launch from GitLab; kept in memory "
					+ "until then, and nowhere else",
			implementation = String.class, format = "password",
			accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable Secret accessToken) {

		Secret token() {
			return (this.accessToken != null) ? this.accessToken : Secret.of("");
		}

		/** Leaves out the values: Spring logs what it has read. */
		@Override
		public String toString() {
			return "StopRequest";
		}

	}

	/** A way back as a script asks for it. */
	@Schema(name = "BringBack")
	record BringBackRequest(@Schema(
			description = "Whether somebody has let the runner go on in GitLab already; false if left out") @Nullable Boolean resumed,
			@Schema(description = "Lets the runner go on in GitLab, where the removal has paused it; kept in memory until "
					+ "then, and nowhere else", implementation = String.class, format = "password",
					accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable Secret accessToken) {

		BringBackForm form() {
			return new BringBackForm(this.resumed, this.accessToken);
		}

		/** Leaves out the values: Spring logs what it has read. */
		@Override
		public String toString() {
			return "BringBackRequest";
		}

	}

	/** A removal as a script asks for it in a body. */
	@Schema(name = "RemovalRequest")
	record RemovalRequest(
			@Schema(description = "The fleet's name, to be sure", requiredMode = Schema.RequiredMode.REQUIRED,
					example = "blue-fleet") @Nullable String confirm,
			@Schema(description = "Whether the cache bucket stays; false if left out") @Nullable Boolean keepCache,
			@Schema(description = "Whether the manager's logs go, too; false if left out") @Nullable Boolean removeLogs,
			@Schema(description = "Resources to leave alone, of those that AWS has failed to delete before, "
					+ "by their names in the template") @Nullable List<String> retain,
			@Schema(description = "Pauses the runner in GitLab and removes it at the end; kept in memory until then, "
					+ "and nowhere else", implementation = String.class, format = "password",
					accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable Secret accessToken) {

		RemovalForm form() {
			return new RemovalForm(this.confirm, this.keepCache, this.removeLogs, this.retain, this.accessToken);
		}

		/** Leaves out the values: Spring logs what it has read. */
		@Override
		public String toString() {
			return "RemovalRequest";
		}

	}

}
