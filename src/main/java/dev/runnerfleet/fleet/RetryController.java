package dev.runnerfleet.fleet;

import java.time.Clock;
import java.util.UUID;

import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
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

/** Tries a failed launch again, for which only the runner token is missing. */
@Controller
@RequestMapping("/fleets/{id}/retry")
class RetryController {

	private final FleetRetry retry;

	private final Stacks stacks;

	private final Clock clock;

	RetryController(FleetRetry retry, Stacks stacks, Clock clock) {
		this.retry = retry;
		this.stacks = stacks;
		this.clock = clock;
	}

	/**
	 * All that is asked for.
	 *
	 * @param runnerToken the runner token
	 */
	record Form(Secret runnerToken) {

		Form(@Nullable Secret runnerToken) {
			this.runnerToken = (runnerToken != null) ? runnerToken : Secret.of("");
		}

	}

	@InitBinder("form")
	void constructorOnly(WebDataBinder binder) {
		binder.setDeclarativeBinding(true);
	}

	@GetMapping
	String ask(@PathVariable UUID id, Model model, HttpServletResponse response) {
		model.addAttribute("form", new Form(null));
		return show(id, HttpStatus.OK, model, response);
	}

	@PostMapping
	String retry(@PathVariable UUID id, @ModelAttribute("form") Form form, BindingResult binding, Model model,
			HttpServletResponse response, RedirectAttributes flash, Authentication user) {
		if (binding.hasErrors()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
		}
		RemovalOutcome outcome = this.retry.retry(id, form.runnerToken(), user.getName());
		if (outcome instanceof RemovalOutcome.Begun) {
			flash.addFlashAttribute("notice", "The launch is tried again. You can close this page; it goes on.");
			return "redirect:/fleets/" + id;
		}
		if (outcome instanceof RemovalOutcome.Invalid invalid) {
			invalid.violations().forEach((wrong) -> binding.rejectValue(wrong.field(), "invalid", wrong.message()));
			return show(id, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
		}
		model.addAttribute("isProtected", outcome instanceof RemovalOutcome.Protected);
		binding.reject("refused", outcome.words());
		HttpStatus status = (outcome instanceof RemovalOutcome.Refused refused)
				? HttpStatus.valueOf(refused.failure().getStatusCode().value()) : HttpStatus.CONFLICT;
		return show(id, status, model, response);
	}

	private String show(UUID id, HttpStatus status, Model model, HttpServletResponse response) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		Operation latest = this.stacks.operations(id).stream().findFirst().orElse(null);
		boolean possible = FleetActions.of(stack).retry();
		response.setStatus((possible || status != HttpStatus.OK) ? status.value() : HttpStatus.CONFLICT.value());
		model.addAttribute("stack", stack);
		model.addAttribute("possible", possible);
		model.addAttribute("obstacle", (latest != null && !latest.finished())
				? UnderWay.words(latest, this.clock.instant()) : "There is no failed launch to try again.");
		return "retry";
	}

}
