package dev.runnerfleet.fleet.log;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.autopsy.LogReader.Part;
import dev.runnerfleet.autopsy.LogReader.Wanted;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The logs of fleets, for scripts. */
@RestController
@RequestMapping("/api/v1/fleets/{id}/log")
@Tag(name = "Fleets")
class LogApi {

	private static final int MOST = 1000;

	private final Stacks stacks;

	private final LogViews views;

	LogApi(Stacks stacks, LogViews views) {
		this.stacks = stacks;
		this.views = views;
	}

	@GetMapping
	@Operation(operationId = "showLog", summary = "Show the last lines of a fleet's log",
			description = "What its manager wrote, tokens masked. Of a fleet that is gone, the lines that the portal kept of what failed.")
	@ApiResponse(responseCode = "200", description = "The lines, the earliest first")
	@ApiResponse(responseCode = "400", description = "A value that cannot be read")
	@ApiResponse(responseCode = "404", description = "There is no such fleet, or it has no log")
	@ApiResponse(responseCode = "503", description = "AWS refused, or did not answer in time")
	LogBody show(@PathVariable UUID id,
			@Parameter(description = "Text that each line has to have in it, in capitals or not",
					schema = @Schema(maxLength = LogQuery.LONGEST)) @RequestParam(defaultValue = "") String q,
			@Parameter(description = "Which part: everything, the runner's own log, what the manager does, its boot",
					schema = @Schema(allowableValues = { "all", "runner", "manager", "boot" })) @RequestParam(
							defaultValue = "all") String part,
			@Parameter(description = "Nothing earlier than this") @RequestParam(
					required = false) @Nullable Instant since,
			@Parameter(description = "Only what is earlier than this") @RequestParam(
					required = false) @Nullable Instant before,
			@Parameter(description = "How many lines, 1 to 1000; those of the same moment come along",
					schema = @Schema(minimum = "1", maximum = "1000")) @RequestParam(defaultValue = "200") int limit) {
		Wanted wanted = new Wanted(part(part), q.strip(), since, before, limit(limit));
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		return this.views.lines(stack, wanted).map((lines) -> LogBody.of(id, lines)).orElseThrow(LogApi::noLog);
	}

	private static Part part(String key) {
		for (Part part : Part.values()) {
			if (LogQuery.key(part).equals(key)) {
				return part;
			}
		}
		throw refused("part", "Send all, runner, manager or boot.");
	}

	private static int limit(int limit) {
		if (limit < 1 || limit > MOST) {
			throw refused("limit", "Send a number from 1 to %d.".formatted(MOST));
		}
		return limit;
	}

	private static RefusedValues refused(String field, String message) {
		return RefusedValues.of(HttpStatus.BAD_REQUEST, field, message);
	}

	private static ErrorResponseException noLog() {
		ErrorResponseException failure = new ErrorResponseException(HttpStatus.NOT_FOUND);
		failure.setTitle("The fleet has no log");
		failure.setDetail("There is no manager that could have written anything, and nothing was kept of one.");
		return failure;
	}

}
