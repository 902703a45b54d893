package dev.runnerfleet.fleet.outside;

import java.time.Clock;
import java.util.UUID;

import dev.runnerfleet.fleet.BusySentence;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.drift.DriftDetection;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Has a fleet compared with its template. */
@Controller
@RequestMapping("/fleets/{id}/drift")
class DriftController {

	private final DriftTrail trail;

	private final Stacks stacks;

	private final OutsideViews keepingUp;

	private final Clock clock;

	DriftController(DriftTrail trail, Stacks stacks, OutsideViews keepingUp, Clock clock) {
		this.trail = trail;
		this.stacks = stacks;
		this.keepingUp = keepingUp;
		this.clock = clock;
	}

	@GetMapping
	String show(@PathVariable UUID id, Model model) {
		var stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		model.addAttribute("stack", stack);
		this.keepingUp.drift(stack).ifPresent((drift) -> model.addAttribute("drift", drift));
		return "outside/drift";
	}

	@PostMapping
	String begin(@PathVariable UUID id, Model model, HttpServletResponse response, RedirectAttributes redirect,
			Authentication user) {
		DriftDetection.Outcome outcome = this.trail.begin(id, user.getName());
		if (outcome instanceof DriftDetection.Outcome.Begun) {
			redirect.addFlashAttribute("notice", "AWS compares the fleet with its template. The result appears here.");
			return "redirect:/fleets/" + id + "/resources";
		}
		model.addAttribute("refusal", refusal(outcome));
		response.setStatus(HttpStatus.CONFLICT.value());
		return show(id, model);
	}

	private String refusal(DriftDetection.Outcome outcome) {
		if (outcome instanceof DriftDetection.Outcome.Busy busy) {
			return BusySentence.words(busy.underWay(), this.clock.instant());
		}
		if (outcome instanceof DriftDetection.Outcome.UnderWay earlier) {
			return BusySentence.words(earlier.drift(), this.clock.instant());
		}
		return DriftTrail.UNREADY;
	}

}
