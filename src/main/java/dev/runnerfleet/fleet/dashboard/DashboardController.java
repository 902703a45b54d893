package dev.runnerfleet.fleet.dashboard;

import java.security.Principal;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.listing.FleetLabels;
import dev.runnerfleet.fleet.listing.FleetList;
import dev.runnerfleet.fleet.listing.FleetQuery;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackQuery;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.WatchedStacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every fleet at a glance. */
@Controller
class DashboardController {

	private final FleetList list;

	private final FleetLabels labels;

	private final SavedViews views;

	private final DashboardRows rows;

	private final Stacks stacks;

	private final WatchedStacks watching;

	DashboardController(FleetList list, FleetLabels labels, SavedViews views, DashboardRows rows, Stacks stacks,
			WatchedStacks watching) {
		this.list = list;
		this.labels = labels;
		this.views = views;
		this.rows = rows;
		this.stacks = stacks;
		this.watching = watching;
	}

	@GetMapping({ "", "/" })
	String dashboard(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") List<String> label,
			@RequestParam(defaultValue = "") String status, @RequestParam(defaultValue = "") String health,
			@RequestParam(defaultValue = DashboardAddress.SORT) String sort,
			@RequestParam(required = false) @Nullable UUID after, @RequestParam(required = false) @Nullable UUID before,
			@RequestParam(defaultValue = "") String select, Model model, Principal user) {
		// Before anything is read: what changes meanwhile is told by the stream.
		model.addAttribute("now", this.stacks.now().toEpochMilli());
		FleetQuery asked = new FleetQuery(q, label, status, health, sort);
		FleetQuery query = asked.column().isPresent() ? asked
				: new FleetQuery(q, label, status, health, DashboardAddress.SORT);
		FleetQuery known = query.known(DashboardAddress.SORT);
		StackQuery.Page page = this.list.page(known, after, before, DashboardRows.PAGE);
		this.watching.listed(page.stacks().stream().map(Stack::id).toList());
		model.addAttribute("view",
				new DashboardPage(query, new DashboardAddress(known, after, before), page,
						DashboardPage.Tile.of(this.list.counts()), DashboardPage.Choice.of(this.list.healths()),
						this.labels.known(), this.views.of(user.getName())));
		model.addAttribute("rows", this.rows.of(page.stacks()));
		model.addAttribute("selected", select.equals("shown"));
		return "dashboard/dashboard";
	}

}
