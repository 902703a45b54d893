package dev.runnerfleet.fleet.change;

import java.util.UUID;

import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Stops a change that goes on. */
@Controller
@RequestMapping("/fleets/{id}/cancel")
class CancelController {

	private final Stacks stacks;

	private final ChangeDecisions decisions;

	private final RefusedChanges refused;

	CancelController(Stacks stacks, ChangeDecisions decisions, RefusedChanges refused) {
		this.refused = refused;
		this.stacks = stacks;
		this.decisions = decisions;
	}

	@GetMapping
	String ask(@PathVariable UUID id, Model model) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		if (!FleetActions.of(stack).cancel()) {
			throw new NotNow(id, "There is no change to cancel",
					"It has ended, or is being undone already. The fleet's page shows how far it is.");
		}
		return show(stack, model);
	}

	@PostMapping
	String cancel(@PathVariable UUID id, Model model, HttpServletResponse response, RedirectAttributes redirect,
			Authentication user) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		OperationOutcome outcome = this.decisions.cancel(id, user.getName());
		if (outcome instanceof OperationOutcome.Refused refused) {
			this.refused.tell(id, refused.failure(), model, response);
			return show(stack, model);
		}
		redirect.addFlashAttribute("notice", "AWS is asked to stop the change. This page shows what comes of it.");
		return "redirect:/fleets/" + id;
	}

	private static String show(Stack stack, Model model) {
		model.addAttribute("stack", stack);
		return "change/cancel";
	}

}
