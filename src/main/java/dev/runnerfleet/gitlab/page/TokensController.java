package dev.runnerfleet.gitlab.page;

import java.security.Principal;
import java.util.Arrays;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.runner.RunnerForms;
import dev.runnerfleet.gitlab.runner.RunnerTarget;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import dev.runnerfleet.web.KeptFormParameter;
import dev.runnerfleet.web.OwnPages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page where people get the runner token they need. A new token is in the answer to
 * the request that made it, and for a while in that to a copy of this request.
 */
@Controller
@RequestMapping("/tokens")
class TokensController {

	private static final String PAGE = "gitlab/tokens";

	private final RunnerTokens tokens;

	private final RunnerForms forms;

	TokensController(RunnerTokens tokens, RunnerForms forms) {
		this.tokens = tokens;
		this.forms = forms;
	}

	@ModelAttribute
	void choices(@RequestParam(defaultValue = "") String tab, Model model) {
		model.addAttribute("way", way(tab));
		model.addAttribute("ways", TokenWay.values());
		model.addAttribute("scopes", RunnerTarget.Scope.options());
	}

	/**
	 * A blank form; what was entered on one of its tabs goes with whoever turns to
	 * another.
	 */
	@GetMapping
	String show(@ModelAttribute("form") TokenForm entered, Model model, HttpServletRequest request) {
		TokenForm form = OwnPages.led(request) ? entered : new TokenForm();
		if (form.enteredUrl().isEmpty()) {
			form.setGitlabUrl(this.tokens.suggestedUrl());
		}
		model.addAttribute("form", form);
		return PAGE;
	}

	/** What was typed when the session was over. */
	@GetMapping(params = KeptFormParameter.PARAMETER)
	String kept(@ModelAttribute("form") TokenForm form) {
		return PAGE;
	}

	@PostMapping(params = "tab=trade")
	String trade(@ModelAttribute("form") TokenForm form, BindingResult errors, Model model,
			HttpServletResponse response, Principal user) {
		return told(
				this.forms.once(user.getName(), form.getKey(),
						RunnerWish.trade(form.enteredUrl(), form.getToken(), form.options(), form.isAnother())),
				form, errors, model, response);
	}

	@PostMapping(params = "tab=create")
	String create(@ModelAttribute("form") TokenForm form, BindingResult errors, Model model,
			HttpServletResponse response, Principal user) {
		return told(this.forms.once(user.getName(), form.getKey(), RunnerWish.create(form.enteredUrl(), form.getToken(),
				form.runnerTarget(), form.options(), form.isAnother())), form, errors, model, response);
	}

	@PostMapping(params = "tab=check")
	String check(@ModelAttribute("form") TokenForm form, BindingResult errors, Model model,
			HttpServletResponse response) {
		RunnerTokens.Check outcome = this.tokens.check(form.enteredUrl(), form.getToken());
		if (outcome instanceof RunnerTokens.Check.Failed failed) {
			return refused(failed.explain(), errors, model, response);
		}
		if (outcome instanceof RunnerTokens.Check.Rejected rejected) {
			model.addAttribute("explanation", rejected.explain());
		}
		model.addAttribute("outcome", outcome);
		return PAGE;
	}

	private static String told(RunnerForms.Outcome outcome, TokenForm form, BindingResult errors, Model model,
			HttpServletResponse response) {
		if (outcome instanceof RunnerForms.Outcome.Failed failed) {
			return refused(failed.explain(), errors, model, response);
		}
		if (outcome instanceof RunnerForms.Outcome.Spent spent) {
			if (spent.runnerId() != null) {
				form.renew();
			}
			model.addAttribute("explanation", spent.explain());
			response.setStatus(HttpStatus.CONFLICT.value());
			return PAGE;
		}
		RunnerForms.Outcome.Made made = (RunnerForms.Outcome.Made) outcome;
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
		model.addAttribute("runner", made.runner());
		model.addAttribute("before", made.before());
		return "gitlab/runner-token";
	}

	private static String refused(Explanation explanation, BindingResult errors, Model model,
			HttpServletResponse response) {
		explanation.fields().forEach((field, message) -> errors.rejectValue(field, "gitlab", message));
		model.addAttribute("explanation", explanation);
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return PAGE;
	}

	private static TokenWay way(String tab) {
		return Arrays.stream(TokenWay.values())
			.filter((way) -> way.tab().equals(tab))
			.findFirst()
			.orElse(TokenWay.TRADE);
	}

}
