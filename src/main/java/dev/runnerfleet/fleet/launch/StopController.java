package dev.runnerfleet.fleet.launch;

import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.fleet.removal.RemovalOutcome;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

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

/** Asks whether a launch that goes on is really to be stopped. */
@Controller
@RequestMapping("/fleets/{id}/stop")
class StopController {

	private final LaunchStopper stopper;

	private final Stacks stacks;

	private final Fleets fleets;

	StopController(LaunchStopper stopper, Stacks stacks, Fleets fleets) {
		this.stopper = stopper;
		this.stacks = stacks;
		this.fleets = fleets;
	}

	/**
	 * All that is asked for.
	 *
	 * @param accessToken removes the runner from GitLab, blank to leave it
	 */
	record Form(Secret accessToken) {

		Form(@Nullable Secret accessToken) {
			this.accessToken = (accessToken != null) ? accessToken : Secret.of("");
		}

	}

	@InitBinder("form")
	void constructorOnly(WebDataBinder binder) {
		binder.setDeclarativeBinding(true);
	}

	@GetMapping
	String ask(@PathVariable UUID id, Model model) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		if (!FleetActions.of(stack).stop()) {
			throw new NotNow(id, "There is no launch to stop",
					"It is over, or being stopped already. The fleet's page shows how it is.");
		}
		model.addAttribute("form", new Form(null));
		return show(stack, model);
	}

	@PostMapping
	String stop(@PathVariable UUID id, @ModelAttribute("form") Form form, BindingResult binding, Model model,
			HttpServletResponse response, RedirectAttributes flash, Authentication user) {
		if (binding.hasErrors()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
		}
		RemovalOutcome outcome = this.stopper.stop(id, form.accessToken(), user.getName());
		if (outcome instanceof RemovalOutcome.Begun) {
			flash.addFlashAttribute("notice", "The launch is being stopped. You can close this page; it goes on.");
			return "redirect:/fleets/" + id;
		}
		if (outcome instanceof RemovalOutcome.NotNow) {
			throw new NotNow(id, "There is no launch to stop", outcome.words());
		}
		if (outcome instanceof RemovalOutcome.Invalid invalid) {
			invalid.violations().forEach((wrong) -> binding.rejectValue(wrong.field(), "invalid", wrong.message()));
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		else {
			binding.reject("refused", outcome.words());
			response.setStatus((outcome instanceof RemovalOutcome.Refused refused)
					? refused.failure().getStatusCode().value() : HttpStatus.CONFLICT.value());
		}
		return show(this.stacks.find(id).orElseThrow(NoSuchFleet::new), model);
	}

	private String show(Stack stack, Model model) {
		model.addAttribute("stack", stack);
		model.addAttribute("runner", this.fleets.find(stack.id()).map(Fleet::runner).orElse(null));
		return "launch/stop";
	}

}
