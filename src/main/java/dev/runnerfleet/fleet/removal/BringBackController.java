package dev.runnerfleet.fleet.removal;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetFacts.ClosedPart;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.fleet.removal.BringBack.BringBackForm;
import dev.runnerfleet.fleet.removal.Closures.Closure;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asks whether a removal that has stopped is to be taken back, and shows what opens. */
@Controller
@RequestMapping("/fleets/{id}/bring-back")
class BringBackController {

	private final BringBack wayBack;

	private final Stacks stacks;

	private final Closures closures;

	BringBackController(BringBack wayBack, Stacks stacks, Closures closures) {
		this.wayBack = wayBack;
		this.stacks = stacks;
		this.closures = closures;
	}

	@InitBinder("form")
	void constructorOnly(WebDataBinder binder) {
		binder.setDeclarativeBinding(true);
	}

	@GetMapping
	String ask(@PathVariable UUID id, Model model) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		if (!FleetActions.of(stack).bringBack()) {
			throw new NotNow(id, "There is nothing to bring back",
					"No removal of this fleet has stopped. Its page shows how it is now.");
		}
		model.addAttribute("form", BringBackForm.BLANK);
		return show(stack, model);
	}

	@PostMapping
	String begin(@PathVariable UUID id, @ModelAttribute("form") BringBackForm form, BindingResult binding, Model model,
			HttpServletResponse response, RedirectAttributes flash, Authentication user) {
		if (binding.hasErrors()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
		}
		RemovalOutcome outcome = this.wayBack.bringBack(id, form, user.getName());
		if (outcome instanceof RemovalOutcome.Begun) {
			flash.addFlashAttribute("notice", "The fleet is being brought back. You can close this page; it goes on.");
			return "redirect:/fleets/" + id;
		}
		if (outcome instanceof RemovalOutcome.Invalid invalid) {
			invalid.violations().forEach((wrong) -> binding.rejectValue(wrong.field(), "invalid", wrong.message()));
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		else {
			binding.reject("refused", outcome.words());
			response.setStatus(HttpStatus.CONFLICT.value());
		}
		return show(this.stacks.find(id).orElseThrow(NoSuchFleet::new), model);
	}

	private String show(Stack stack, Model model) {
		List<Closure> closures = this.closures.of(stack.id());
		model.addAttribute("stack", stack);
		model.addAttribute("closures", closures);
		model.addAttribute("paused", closures.stream().anyMatch((closure) -> closure.part() == ClosedPart.RUNNER));
		return "removal/bring-back";
	}

}
