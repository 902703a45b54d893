package dev.runnerfleet.fleet.dashboard;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.RemovedFleets;
import dev.runnerfleet.stack.StackQuery;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every fleet at a glance. */
@Controller
class DashboardController {

	private static final int PAGE = 50;

	private final Stacks stacks;

	private final RemovedFleets removed;

	private final DashboardRows rows;

	DashboardController(Stacks stacks, RemovedFleets removed, DashboardRows rows) {
		this.stacks = stacks;
		this.removed = removed;
		this.rows = rows;
	}

	@GetMapping({ "", "/" })
	String dashboard(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String status,
			@RequestParam(defaultValue = "-age") String sort, @RequestParam(required = false) @Nullable UUID after,
			@RequestParam(required = false) @Nullable UUID before, Model model) {
		Instant now = this.stacks.now();
		Optional<FleetState.Filter> narrowed = FleetState.Filter.of(status);
		Set<Integer> standings = narrowed.map(FleetState.Filter::standings).orElse(Set.of());
		StackQuery.Page page = this.stacks.page(this.removed
			.hide(new StackQuery(q, Set.of(), standings, order(sort), sort.startsWith("-"), after, before, 0, PAGE)));
		model.addAttribute("rows", this.rows.of(page.stacks()));
		model.addAttribute("page", page);
		model.addAttribute("filters", FleetState.Filter.values());
		model.addAttribute("q", q);
		model.addAttribute("status", narrowed.isPresent() ? status : "");
		model.addAttribute("unknownStatus", narrowed.isEmpty() && !status.isBlank());
		model.addAttribute("sort", sort);
		model.addAttribute("now", now.toEpochMilli());
		return "dashboard/dashboard";
	}

	private static StackQuery.Sort order(String sort) {
		return switch (sort.toLowerCase(Locale.ROOT).replaceFirst("^-", "")) {
			case "name" -> StackQuery.Sort.NAME;
			case "status" -> StackQuery.Sort.STANDING;
			case "activity" -> StackQuery.Sort.ACTIVITY;
			default -> StackQuery.Sort.AGE;
		};
	}

}
