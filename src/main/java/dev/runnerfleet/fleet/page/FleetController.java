package dev.runnerfleet.fleet.page;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.stack.WatchedStacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One fleet, a side of it at a time. */
@Controller
class FleetController {

	private final FleetViews views;

	private final WatchedStacks watching;

	FleetController(FleetViews views, WatchedStacks watching) {
		this.views = views;
		this.watching = watching;
	}

	@GetMapping("/fleets/{id}")
	String overview(@PathVariable UUID id, Model model) {
		return show(id, FleetTab.OVERVIEW, Long.MAX_VALUE, null, model);
	}

	/** Where its events were before they had a page of their own. */
	@GetMapping(path = "/fleets/{id}", params = "before")
	String events(@PathVariable UUID id, @RequestParam long before) {
		return "redirect:/fleets/" + id + FleetTab.ACTIVITY.path() + "?before=" + before;
	}

	@GetMapping("/fleets/{id}/activity")
	String activity(@PathVariable UUID id, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
			@RequestParam(required = false) @Nullable UUID operation, Model model) {
		return show(id, FleetTab.ACTIVITY, before, operation, model);
	}

	@GetMapping("/fleets/{id}/resources")
	String resources(@PathVariable UUID id, Model model) {
		return show(id, FleetTab.RESOURCES, Long.MAX_VALUE, null, model);
	}

	@GetMapping("/fleets/{id}/settings")
	String settings(@PathVariable UUID id, Model model) {
		return show(id, FleetTab.SETTINGS, Long.MAX_VALUE, null, model);
	}

	private String show(UUID id, FleetTab tab, long before, @Nullable UUID operation, Model model) {
		FleetPage view = this.views.find(id, tab, before, operation).orElseThrow(NoSuchFleet::new);
		model.addAttribute("view", view);
		model.addAttribute("tabs", FleetTab.values());
		model.addAttribute("favicon", view.head().icon());
		model.addAttribute("live", before == Long.MAX_VALUE && operation == null);
		this.watching.seen(List.of(id));
		return "page/fleet";
	}

}
