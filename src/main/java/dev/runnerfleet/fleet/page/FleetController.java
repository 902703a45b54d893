package dev.runnerfleet.fleet.page;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.stack.WatchedStacks;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One fleet: how it came up and what it is now. */
@Controller
class FleetController {

	private final FleetViews views;

	private final WatchedStacks watching;

	FleetController(FleetViews views, WatchedStacks watching) {
		this.views = views;
		this.watching = watching;
	}

	@GetMapping("/fleets/{id}")
	String fleet(@PathVariable UUID id, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
		model.addAttribute("view", this.views.find(id, before).orElseThrow(NoSuchFleet::new));
		model.addAttribute("live", before == Long.MAX_VALUE);
		this.watching.seen(List.of(id));
		return "page/fleet";
	}

}
