package dev.runnerfleet.fleet.pulse;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.pulse.Pulses;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.WatchedStacks;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How living fleets are, for scripts. */
@RestController
@RequestMapping("/api/v1/fleets/{id}")
@Tag(name = "Fleets")
class PulseApi {

	/** As long as points are kept unless somebody says otherwise. */
	private static final int MOST_HOURS = 14 * 24;

	private final Stacks stacks;

	private final Pulses pulses;

	private final WatchedStacks watching;

	PulseApi(Stacks stacks, Pulses pulses, WatchedStacks watching) {
		this.stacks = stacks;
		this.pulses = pulses;
		this.watching = watching;
	}

	@GetMapping("/pulse")
	@Operation(operationId = "showPulse", summary = "Show how a living fleet is",
			description = "To ask is to look: for half a minute the portal reads its report more often.")
	@ApiResponse(responseCode = "200", description = "Its health, and what its manager reported last")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "409", description = "It is not alive: under launch, or on its way out")
	PulseBody pulse(@PathVariable UUID id) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		this.watching.seen(List.of(id));
		return this.pulses.of(id).map(PulseBody::of).orElseThrow(() -> notAlive(stack));
	}

	@GetMapping("/history")
	@Operation(operationId = "showHistory", summary = "Show how a fleet was lately",
			description = "In points of five minutes; one in which nothing was heard is missing.")
	@ApiResponse(responseCode = "200", description = "Its points, the earliest first")
	@ApiResponse(responseCode = "400", description = "A number of hours that there is not")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	PulseBody.History history(@PathVariable UUID id,
			@Parameter(description = "How far back, 1 to 336") @RequestParam(defaultValue = "24") int hours) {
		if (hours < 1 || hours > MOST_HOURS) {
			throw RefusedValues.of(HttpStatus.BAD_REQUEST, "hours", "Send a number from 1 to " + MOST_HOURS + ".");
		}
		this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		return new PulseBody.History(id,
				this.pulses.history(id, Duration.ofHours(hours)).stream().map(PulseBody.Point::of).toList());
	}

	private static ErrorResponseException notAlive(Stack stack) {
		ErrorResponseException failure = new ErrorResponseException(HttpStatus.CONFLICT);
		failure.setTitle("The fleet has no pulse");
		failure.setDetail("Its stack is %s. A fleet has a pulse from soon after its launch until its removal."
			.formatted(stack.status().name()));
		return failure;
	}

}
