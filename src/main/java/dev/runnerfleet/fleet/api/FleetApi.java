package dev.runnerfleet.fleet.api;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.listing.FleetList;
import dev.runnerfleet.fleet.listing.FleetQuery;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackQuery;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.WatchedStacks;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Fleets for scripts. */
@RestController
@RequestMapping("/api/v1/fleets")
@Tag(name = "Fleets")
class FleetApi {

	private static final int MOST_EVENTS = 1000;

	private static final int MOST_FLEETS = 200;

	private static final int LAST_PAGE = 1_000_000;

	private final Stacks stacks;

	private final FleetList list;

	private final FleetBodies bodies;

	private final WatchedStacks watching;

	FleetApi(Stacks stacks, FleetList list, FleetBodies bodies, WatchedStacks watching) {
		this.stacks = stacks;
		this.list = list;
		this.bodies = bodies;
		this.watching = watching;
	}

	@GetMapping
	@Operation(operationId = "listFleets", summary = "List fleets, the latest first",
			description = "Removed ones are left out "
					+ "unless a status asks for them; one that left something behind is shown for a while.")
	@ApiResponse(responseCode = "200", description = "A page of fleets")
	@ApiResponse(responseCode = "400", description = "A status, a health, an order, a page or a size that there is not")
	FleetsBody list(
			@Parameter(description = "A status by AWS's name, or one of ready, working, failed, removed") @RequestParam(
					defaultValue = "") String status,
			@Parameter(description = "How its manager says that it is: one of not_polling, token_refused, token_ends, "
					+ "cannot_scale, manager_gone, silent, change_not_in_force, busy, working, idle, unknown") @RequestParam(
							defaultValue = "") String health,
			@Parameter(
					description = "Words that are all to be found, each in a name, region, person, GitLab, tag, label "
							+ "or blueprint; #prod looks among labels alone, @ada among people") @RequestParam(
									defaultValue = "") String q,
			@Parameter(description = "A label that it has; several have to be all there") @RequestParam(
					defaultValue = "") List<String> label,
			@Parameter(description = "One of name, state, gitlab, workers, change, region, version, age; turned round "
					+ "after a minus") @RequestParam(defaultValue = "-age") String sort,
			@Parameter(description = "The page, from 0") @RequestParam(defaultValue = "0") int page,
			@Parameter(description = "Fleets a page, 1 to 200") @RequestParam(defaultValue = "50") int size) {
		require(page >= 0 && page <= LAST_PAGE, "page", "Send a number from 0 to " + LAST_PAGE + ".");
		require(size >= 1 && size <= MOST_FLEETS, "size", "Send a number from 1 to " + MOST_FLEETS + ".");
		FleetQuery query = new FleetQuery(q, label, status, health, sort);
		require(query.status().isEmpty() || query.filter().isPresent() || StackStatus.known(query.status()), "status",
				"Send a status by AWS's name, or one of ready, working, failed, removed.");
		require(query.health().isEmpty() || query.kind().isPresent(), "health",
				"Send one of not_polling, token_refused, token_ends, cannot_scale, manager_gone, silent, "
						+ "change_not_in_force, busy, working, idle, unknown.");
		require(query.column().isPresent(), "sort",
				"Send one of name, state, gitlab, workers, change, region, version, age, after a minus to turn it round.");
		StackQuery.Page found = this.list.page(query, page * size, size);
		this.watching.listed(found.stacks().stream().map(Stack::id).toList());
		return new FleetsBody(this.bodies.of(found.stacks()), found.total(), page, size);
	}

	@GetMapping("/{id}")
	@Operation(operationId = "showFleet", summary = "Show a fleet")
	@ApiResponse(responseCode = "200", description = "The fleet")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	FleetBody show(@PathVariable UUID id) {
		FleetBody fleet = this.bodies.find(id).orElseThrow(NoSuchFleet::new);
		this.watching.seen(List.of(id));
		return fleet;
	}

	@GetMapping("/{id}/events")
	@Operation(operationId = "listEvents", summary = "List a fleet's events, the earliest first",
			description = "At most 1000 at once; ask again with the last seq for more.")
	@ApiResponse(responseCode = "200", description = "Events in ascending order of seq")
	@ApiResponse(responseCode = "400", description = "A sequence that there is not")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	List<EventBody> events(@PathVariable UUID id,
			@Parameter(description = "The seq of the last event that is known already") @RequestParam(
					defaultValue = "0") long after) {
		require(after >= 0, "after", "Send a number from 0.");
		this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		this.watching.seen(List.of(id));
		return this.stacks.events(id, after, MOST_EVENTS).stream().map(EventBody::of).toList();
	}

	private static void require(boolean holds, String field, String message) {
		if (!holds) {
			throw RefusedValues.of(HttpStatus.BAD_REQUEST, field, message);
		}
	}

}
