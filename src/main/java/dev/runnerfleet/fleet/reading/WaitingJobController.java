package dev.runnerfleet.fleet.reading;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.health.HealthViews;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What only GitLab knows of a fleet, and the answer to whoever asks about a job. */
@Controller
@RequestMapping("/fleets/{id}")
class WaitingJobController {

	private final Stacks stacks;

	private final Fleets fleets;

	private final FleetGitLab gitlab;

	private final HealthViews healths;

	private final Clock clock;

	WaitingJobController(Stacks stacks, Fleets fleets, FleetGitLab gitlab, HealthViews healths, Clock clock) {
		this.stacks = stacks;
		this.fleets = fleets;
		this.gitlab = gitlab;
		this.healths = healths;
		this.clock = clock;
	}

	/** The piece of the fleet's page that comes later, or a page of its own. */
	@GetMapping("/jobs")
	String told(@PathVariable UUID id, @RequestHeader(name = "HX-Request", defaultValue = "false") boolean piece,
			Model model) {
		Fleet fleet = about(id, model);
		model.addAttribute("told", this.gitlab.asks(fleet) ? this.gitlab.view(fleet) : null);
		return piece ? "reading/fleet :: told" : "reading/fleet";
	}

	@GetMapping("/job")
	String blank(@PathVariable UUID id, Model model) {
		about(id, model);
		model.addAttribute("address", "");
		model.addAttribute("verdicts", List.of());
		return "reading/job";
	}

	/** By a form that is sent, as people paste tokens anywhere. */
	@PostMapping("/job")
	String why(@PathVariable UUID id, @RequestParam(defaultValue = "") String address, Model model) {
		Fleet fleet = about(id, model);
		List<JobVerdict> verdicts = this.gitlab.why(fleet, address);
		model.addAttribute("address", address.strip());
		model.addAttribute("verdicts", verdicts);
		if (verdicts.stream().anyMatch(JobVerdict::fits)) {
			model.addAttribute("holds",
					this.healths.of(this.stacks.find(id).orElseThrow(NoSuchFleet::new), fleet, this.clock.instant())
						.map(HealthViews.View::holdsUp)
						.orElse(List.of()));
		}
		return "reading/job";
	}

	private Fleet about(UUID id, Model model) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		Fleet fleet = this.fleets.find(id).orElseThrow(NoSuchFleet::new);
		model.addAttribute("id", id);
		model.addAttribute("name", stack.name());
		model.addAttribute("gitlab", fleet.gitlabUrl());
		return fleet;
	}

}
