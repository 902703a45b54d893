package dev.runnerfleet.fleet.change;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.RollbackContinuation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.Stacks;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Helps a rollback on that got stuck, with the resources to leave as they are chosen. */
@Controller
@RequestMapping("/fleets/{id}/rollback")
class RollbackController {

	private final Stacks stacks;

	private final RollbackContinuation rollback;

	private final ChangeDecisions decisions;

	private final RefusedChanges refused;

	RollbackController(Stacks stacks, RollbackContinuation rollback, ChangeDecisions decisions,
			RefusedChanges refused) {
		this.refused = refused;
		this.stacks = stacks;
		this.rollback = rollback;
		this.decisions = decisions;
	}

	@GetMapping
	String ask(@PathVariable UUID id, Model model) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		if (!FleetActions.of(stack).continueRollback()) {
			throw new NotNow(id, "There is no rollback to continue",
					"The fleet has changed since. Its page shows how it is now.");
		}
		return show(stack, model);
	}

	@PostMapping
	String begin(@PathVariable UUID id, @RequestParam(defaultValue = "") List<String> skip, Model model,
			HttpServletResponse response, RedirectAttributes redirect, Authentication user) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		List<String> skippable = this.rollback.skippable(id).stream().map(StackResource::logicalId).toList();
		if (!skippable.containsAll(skip)) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
		}
		OperationOutcome outcome = this.decisions.continueRollback(id, skip, user.getName());
		if (outcome instanceof OperationOutcome.Refused refused) {
			this.refused.tell(id, refused.failure(), model, response);
			return show(stack, model);
		}
		redirect.addFlashAttribute("notice",
				"AWS is asked to go on with the rollback. This page shows what comes of it.");
		return "redirect:/fleets/" + id;
	}

	private String show(Stack stack, Model model) {
		model.addAttribute("stack", stack);
		model.addAttribute("skippable", this.rollback.skippable(stack.id()));
		return "change/rollback";
	}

}
