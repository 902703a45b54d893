package dev.runnerfleet.fleet.change;

import java.util.UUID;

import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.TerminationProtection;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts the protection against deletion on and takes it off, deliberately. */
@Controller
@RequestMapping("/fleets/{id}/protection")
class ProtectionController {

	private final Stacks stacks;

	private final TerminationProtection protection;

	private final ChangeDecisions decisions;

	private final PageReads reads;

	private final Fleets fleets;

	ProtectionController(Stacks stacks, TerminationProtection protection, ChangeDecisions decisions, PageReads reads,
			Fleets fleets) {
		this.reads = reads;
		this.fleets = fleets;
		this.stacks = stacks;
		this.protection = protection;
		this.decisions = decisions;
	}

	@GetMapping
	String show(@PathVariable UUID id, Model model) {
		Stack stack = existing(id);
		model.addAttribute("stack", stack);
		model.addAttribute("on",
				this.reads.begin(stack.place(), "protection of " + id, () -> this.protection.isOn(id))
					.inTime()
					.orThrow());
		return "change/protection";
	}

	@PostMapping
	String set(@PathVariable UUID id, @RequestParam boolean on, RedirectAttributes redirect) {
		existing(id);
		this.decisions.protect(id, on);
		this.fleets.chose(id, new Fleets.Choices(on, this.fleets.choices(id).keepOnFailure()));
		redirect.addFlashAttribute("notice",
				on ? "The fleet is protected against deletion." : "The protection against deletion is off.");
		return "redirect:/fleets/" + id;
	}

	private Stack existing(UUID id) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		if (stack.arn() == null || stack.status().phase() == StackStatus.Phase.GONE) {
			throw new NotNow(id, "There is nothing to protect", "AWS has no stack of this fleet.");
		}
		return stack;
	}

}
