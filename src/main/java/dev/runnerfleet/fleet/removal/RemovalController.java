package dev.runnerfleet.fleet.removal;

import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.removal.FleetRemover.RemovalForm;
import dev.runnerfleet.fleet.removal.RemovalPages.RemovalPage;
import dev.runnerfleet.web.KeptFormParameter;
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

/** Asks whether a fleet is really to go, and what of it is to stay. */
@Controller
@RequestMapping("/fleets/{id}/remove")
class RemovalController {

	private final FleetRemover remover;

	private final RemovalPages pages;

	RemovalController(FleetRemover remover, RemovalPages pages) {
		this.remover = remover;
		this.pages = pages;
	}

	@InitBinder("form")
	void constructorOnly(WebDataBinder binder) {
		binder.setDeclarativeBinding(true);
	}

	@GetMapping
	String ask(@PathVariable UUID id, Model model, HttpServletResponse response) {
		model.addAttribute("form", RemovalForm.BLANK);
		return show(id, HttpStatus.OK, model, response);
	}

	/** What AWS had not told when the page came. */
	@GetMapping("/facts")
	String facts(@PathVariable UUID id, Model model) {
		model.addAttribute("page", this.pages.inTime(id).orElseThrow(NoSuchFleet::new));
		return "removal/remove :: facts";
	}

	/** What was chosen when the session was over. */
	@GetMapping(params = KeptFormParameter.PARAMETER)
	String kept(@PathVariable UUID id, @ModelAttribute("form") RemovalForm form, BindingResult binding, Model model,
			HttpServletResponse response) {
		return binding.hasErrors() ? ask(id, model, response) : show(id, HttpStatus.OK, model, response);
	}

	@PostMapping
	String remove(@PathVariable UUID id, @ModelAttribute("form") RemovalForm form, BindingResult binding, Model model,
			HttpServletResponse response, RedirectAttributes flash, Authentication user) {
		if (binding.hasErrors()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
		}
		RemovalOutcome outcome = this.remover.remove(id, form, user.getName());
		if (outcome instanceof RemovalOutcome.Begun) {
			flash.addFlashAttribute("notice", "The removal has begun. You can close this page; it goes on.");
			return "redirect:/fleets/" + id;
		}
		if (outcome instanceof RemovalOutcome.Invalid invalid) {
			invalid.violations().forEach((wrong) -> binding.rejectValue(wrong.field(), "invalid", wrong.message()));
			return show(id, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
		}
		binding.reject("refused", outcome.words());
		HttpStatus status = (outcome instanceof RemovalOutcome.Refused refused)
				? HttpStatus.valueOf(refused.failure().getStatusCode().value()) : HttpStatus.CONFLICT;
		return show(id, status, model, response);
	}

	private String show(UUID id, HttpStatus status, Model model, HttpServletResponse response) {
		RemovalPage page = this.pages.atOnce(id).orElseThrow(NoSuchFleet::new);
		boolean refused = status == HttpStatus.OK && page.obstacle() != null;
		response.setStatus((refused ? HttpStatus.CONFLICT : status).value());
		model.addAttribute("page", page);
		return "removal/remove";
	}

}
