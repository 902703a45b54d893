package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.launch.FleetLauncher.FleetLaunch;
import dev.runnerfleet.fleet.move.MovePlans.Plan;
import dev.runnerfleet.fleet.move.MoveForm.RunnerChoice;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.RefusedValues;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves for scripts. */
@RestController
@RequestMapping("/api/v1/fleets/{id}/move")
@Tag(name = "Fleets")
class MoveApi {

	private final MovePlans plans;

	private final FleetMover mover;

	private final Clock clock;

	MoveApi(MovePlans plans, FleetMover mover, Clock clock) {
		this.plans = plans;
		this.mover = mover;
		this.clock = clock;
	}

	@GetMapping
	@Operation(operationId = "readMove", summary = "Read what a fleet would become, and how far its move is")
	@ApiResponse(responseCode = "200", description = "What becomes of each value, and the latest move")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "Its blueprint is the one that fleets are moved to")
	MoveBody read(@PathVariable UUID id) {
		return body(id);
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "moveFleet",
			summary = "Move a fleet from docker-machine or the original template to docker-autoscaler",
			description = "A second fleet is launched with its values; once that works, the first takes no more jobs, "
					+ "finishes those that run, and is removed.")
	@ApiResponse(responseCode = "202", description = "The second fleet is being launched")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409",
			description = "It is being moved already, is in no state for it, or the name is taken")
	@ApiResponse(responseCode = "422", description = "Some values cannot be used, or look wrong; errors names them")
	ResponseEntity<MoveBody> begin(@PathVariable UUID id, @RequestBody MoveRequest body,
			@Parameter(hidden = true) Authentication user) {
		FleetLaunch launch = this.mover.begin(id, body.form(), user.getName());
		if (launch instanceof FleetLaunch.Invalid invalid) {
			throw refused(invalid.violations());
		}
		if (launch instanceof FleetLaunch.Doubtful doubtful) {
			RefusedValues refusal = refused(doubtful.findings()
				.stream()
				.filter(Finding::stops)
				.map((finding) -> new Violation(finding.field(), finding.words()))
				.toList());
			refusal.setDetail("Correct what 'errors' names, or send \"anyway\": true to go on all the same.");
			throw refusal;
		}
		if (launch instanceof FleetLaunch.NameTaken taken) {
			ErrorResponseException conflict = new ErrorResponseException(HttpStatus.CONFLICT);
			conflict.setTitle("The name is taken");
			conflict.setDetail(taken.message());
			throw conflict;
		}
		if (launch instanceof FleetLaunch.Refused refused) {
			throw refused.failure();
		}
		if (launch instanceof FleetLaunch.NoToken none) {
			throw refused(List.of(new Violation("runnerToken", none.explanation().title())));
		}
		return ResponseEntity.accepted().body(body(id));
	}

	@PostMapping("/stop")
	@Operation(operationId = "stopMove", summary = "Stop a move that goes on",
			description = "Possible until the removal of the first fleet begins. What AWS is at is not taken back.")
	@ApiResponse(responseCode = "200", description = "It stands still")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "It does not go on, or the first fleet goes already")
	MoveBody stop(@PathVariable UUID id, @Parameter(hidden = true) Authentication user) {
		this.mover.stop(id, user.getName());
		return body(id);
	}

	@PostMapping(path = "/go-on", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "goOnWithMove", summary = "Let a move go on that stands still")
	@ApiResponse(responseCode = "200", description = "It goes on")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "It does not stand still")
	@ApiResponse(responseCode = "422", description = "A value cannot be used; errors names it")
	MoveBody goOn(@PathVariable UUID id, @RequestBody GoOnRequest body) {
		this.mover.goOn(id, Boolean.TRUE.equals(body.skip()),
				(body.accessToken() != null) ? body.accessToken() : Secret.of(""));
		return body(id);
	}

	@PostMapping("/end")
	@Operation(operationId = "endMove", summary = "End a move that stands still, as far as it has come")
	@ApiResponse(responseCode = "200", description = "Both fleets stay as they are")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "It does not stand still")
	MoveBody end(@PathVariable UUID id) {
		this.mover.end(id);
		return body(id);
	}

	private MoveBody body(UUID id) {
		Plan plan = this.plans.of(id);
		Move move = plan.move();
		return new MoveBody(plan.to().name(), plan.counterparts().carried().stream().map(ValueBody::of).toList(),
				plan.counterparts().left().stream().map(ValueBody::of).toList(),
				(move != null) ? CourseBody.of(move, MoveView.of(plan, move, this.clock.instant())) : null);
	}

	private static RefusedValues refused(List<Violation> violations) {
		return new RefusedValues(HttpStatus.UNPROCESSABLE_CONTENT,
				violations.stream().map((wrong) -> new RefusedValue(field(wrong.field()), wrong.message())).toList());
	}

	/** The name by which scripts know a field of the form. */
	private static String field(String field) {
		return field.equals("minutes") ? "waitMinutes" : field.equals("subnetIds") ? "parameters.SubnetIds"
				: field.replaceFirst("^parameters\\[(.*)]$", "parameters.$1");
	}

	/** A move as a script asks for it. */
	@Schema(name = "MoveRequest")
	record MoveRequest(
			@Schema(description = "The second fleet's name", example = "blue-2",
					requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,
			@Schema(description = "The runner authentication token; passed on to AWS, never kept",
					implementation = String.class, format = "password", accessMode = Schema.AccessMode.WRITE_ONLY,
					requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Secret runnerToken,
			@Schema(description = "Whether that is the first fleet's runner's; true if left out") @Nullable Boolean sameRunner,
			@Schema(description = "How long the first fleet's running jobs are waited for; 120 if left out",
					minimum = "0", maximum = "1440") @Nullable Integer waitMinutes,
			@Schema(description = "Whether the first fleet's cache bucket stays; false if left out") @Nullable Boolean keepCache,
			@Schema(description = "Whether to go on although something looks wrong; false if left out") @Nullable Boolean anyway,
			@Schema(description = "The number that GitLab gives the first fleet's runner, of a stack of the original template",
					example = "42") @Nullable String oldRunner,
			@Schema(description = "A GitLab access token that pauses and removes that runner; kept in memory until then",
					implementation = String.class, format = "password",
					accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable Secret accessToken,
			@Schema(description = "What the second fleet is to have instead, of a stack of the original template") @Nullable Map<String, String> parameters) {

		MoveForm form() {
			return new MoveForm(this.name, this.runnerToken,
					Boolean.FALSE.equals(this.sameRunner) ? RunnerChoice.OTHER : RunnerChoice.SAME,
					(this.waitMinutes != null) ? String.valueOf(this.waitMinutes) : null, this.keepCache, this.anyway,
					this.oldRunner, this.accessToken, this.parameters);
		}

		/** Leaves out the values: Spring logs what it has read. */
		@Override
		public String toString() {
			return "MoveRequest";
		}

	}

	@Schema(name = "MoveGoesOn")
	record GoOnRequest(@Schema(
			description = "Whether to leave out keeping the first fleet from taking jobs, or of a stack of the original template waiting for them; false if left out") @Nullable Boolean skip,
			@Schema(description = "A GitLab access token that pauses and removes the first fleet's runner",
					implementation = String.class, format = "password",
					accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable Secret accessToken) {

		/** Leaves out the token: Spring logs what it has read. */
		@Override
		public String toString() {
			return "GoOnRequest";
		}

	}

	@Schema(name = "Move")
	record MoveBody(
			@Schema(description = "The second fleet's blueprint", example = "docker-autoscaler") String blueprint,
			@Schema(description = "What comes along") List<ValueBody> carried,
			@Schema(description = "What does not") List<ValueBody> left,
			@Schema(description = "The latest move, null where there was none") @Nullable CourseBody move) {

	}

	@Schema(name = "MovedValue")
	record ValueBody(@Schema(description = "The first blueprint's parameter") String parameter,
			@Schema(description = "Its value") String before,
			@Schema(description = "The second blueprint's parameter, null where there is none") @Nullable String counterpart,
			@Schema(description = "Its value, blank where there is none") String after,
			@Schema(description = "What is to be said of it, blank where it stays the same") String words) {

		static ValueBody of(Counterparts.Line line) {
			return new ValueBody(line.parameter(), line.before(), line.counterpart(), line.after(), line.words());
		}

	}

	@Schema(name = "MoveCourse")
	record CourseBody(
			@Schema(description = "The second fleet, null until its launch is recorded") @Nullable UUID second,
			@Schema(description = "Its name") String name,
			@Schema(description = "How the move stands") Move.State state,
			@Schema(description = "The step that it is at") Move.Step step,
			@Schema(description = "What there is now and what to do, blank while it goes on") String advice,
			@Schema(description = "Who asked for it") String requestedBy, @Schema(description = "When") Instant begunAt,
			@Schema(description = "The steps that were begun") List<StepBody> steps) {

		static CourseBody of(Move move, MoveView view) {
			return new CourseBody(move.to(), move.toName(), move.state(), move.step(), view.advice(),
					move.requestedBy(), move.begunAt(), move.steps().stream().map(StepBody::of).toList());
		}

	}

	@Schema(name = "MoveStep")
	record StepBody(@Schema(description = "The step") Move.Step step,
			@Schema(description = "When it began") Instant begunAt,
			@Schema(description = "When it was done, null until then") @Nullable Instant endedAt,
			@Schema(description = "What can be said of it") String words) {

		static StepBody of(Move.Progress progress) {
			return new StepBody(progress.step(), progress.begunAt(), progress.endedAt(), progress.words());
		}

	}

}
