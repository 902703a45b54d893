package dev.runnerfleet.fleet.page;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.log.LogQuery;
import dev.runnerfleet.fleet.log.LogViews;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.WatchedStacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What a fleet's manager wrote. The page comes without waiting for AWS; the lines follow
 * by themselves, or by a link where there are no scripts.
 */
@Controller
class LogController {

	private final FleetViews fleets;

	private final Stacks stacks;

	private final LogViews logs;

	private final WatchedStacks watching;

	LogController(FleetViews fleets, Stacks stacks, LogViews logs, WatchedStacks watching) {
		this.fleets = fleets;
		this.stacks = stacks;
		this.logs = logs;
		this.watching = watching;
	}

	@ModelAttribute("query")
	LogQuery query(@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String part,
			@RequestParam(required = false) @Nullable String since,
			@RequestParam(required = false) @Nullable String before) {
		return LogQuery.of(q, part, since, before);
	}

	@GetMapping("/fleets/{id}/log")
	String show(@PathVariable UUID id, @ModelAttribute("query") LogQuery query,
			@RequestParam(defaultValue = "false") boolean wait, Model model) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		FleetPage view = this.fleets.find(id, FleetTab.LOG).orElseThrow(NoSuchFleet::new);
		model.addAttribute("view", view);
		model.addAttribute("tabs", FleetTab.values());
		model.addAttribute("favicon", view.head().icon());
		model.addAttribute("live", true);
		model.addAttribute("id", id);
		model.addAttribute("parts", LogQuery.parts());
		model.addAttribute("spans", List.of(LogQuery.Span.values()));
		model.addAttribute("log", wait ? this.logs.inTime(stack, query) : this.logs.atOnce(stack, query));
		this.watching.seen(List.of(id));
		return "page/fleet";
	}

	@GetMapping("/fleets/{id}/log/lines")
	String lines(@PathVariable UUID id, @ModelAttribute("query") LogQuery query, Model model) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		model.addAttribute("id", id);
		model.addAttribute("log", this.logs.inTime(stack, query));
		return "page/fleet-log :: lines";
	}

}
