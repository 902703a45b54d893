package dev.runnerfleet.access.account;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.KeptFormParameter;
import dev.runnerfleet.web.Option;
import dev.runnerfleet.web.Role;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where people make the tokens that their scripts sign in with, and end them. */
@Controller
@RequestMapping("/account/tokens")
class ApiTokensController {

	private final ApiTokens tokens;

	private final Clock clock;

	ApiTokensController(ApiTokens tokens, Clock clock) {
		this.tokens = tokens;
		this.clock = clock;
	}

	@ModelAttribute("roles")
	List<Option> roles(@AuthenticationPrincipal Account account) {
		return Stream.of(Role.VIEWER, Role.OPERATOR)
			.filter((role) -> !role.isAbove(account.role()))
			.map((role) -> Option.of(role.name(), role.label()))
			.toList();
	}

	@GetMapping
	String list(@AuthenticationPrincipal Account account, @ModelAttribute("form") ApiTokenForm form, Model model) {
		return page(account, model);
	}

	/** What was typed when the session was over, or but for what was refused. */
	@GetMapping(params = KeptFormParameter.PARAMETER)
	String kept(@AuthenticationPrincipal Account account, @ModelAttribute("form") ApiTokenForm form, Model model) {
		return page(account, model);
	}

	/** Answers with the token itself: a redirect would have to keep it somewhere. */
	@PostMapping
	String make(@AuthenticationPrincipal Account account, @ModelAttribute("form") ApiTokenForm form,
			BindingResult errors, Model model, HttpServletResponse response) {
		form.check(account.role(), errors);
		if (!errors.hasErrors()) {
			try {
				Secret token = this.tokens.make(account.getUsername(), form.getName(), form.role().name(),
						form.lasting());
				model.addAttribute("made", token);
				model.addAttribute("form", new ApiTokenForm());
				return page(account, model);
			}
			catch (DuplicateKeyException ex) {
				errors.rejectValue("name", "taken", "You have a token of this name already. It was shown once.");
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(account, model);
	}

	@PostMapping("/{id}/revoke")
	String revoke(@PathVariable String id, @AuthenticationPrincipal Account account, RedirectAttributes flash) {
		if (!this.tokens.revoke(account.getUsername(), id)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such token any more.");
		}
		flash.addFlashAttribute("notice", "The token no longer works.");
		return "redirect:/account/tokens";
	}

	private String page(Account account, Model model) {
		model.addAttribute("tokens", this.tokens.of(account.getUsername()));
		model.addAttribute("now", this.clock.instant());
		return "access/api-tokens";
	}

}
