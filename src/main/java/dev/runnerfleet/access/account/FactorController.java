package dev.runnerfleet.access.account;

import java.util.List;
import java.util.Optional;

import dev.runnerfleet.access.SignIns;
import dev.runnerfleet.access.factor.FactorDemand;
import dev.runnerfleet.access.factor.SecondFactors;
import dev.runnerfleet.access.throttle.Attempt;
import dev.runnerfleet.access.throttle.BrowserCookie;
import dev.runnerfleet.access.throttle.KnownBrowsers;
import dev.runnerfleet.access.throttle.Throttle;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where people set up their second factor, and take it away. */
@Controller
@RequestMapping("/account/factor")
class FactorController {

	private final SecondFactors factors;

	private final FactorDemand demand;

	private final CurrentPassword password;

	private final Throttle throttle;

	private final KnownBrowsers browsers;

	private final Users users;

	private final SignIns signIns;

	FactorController(SecondFactors factors, FactorDemand demand, CurrentPassword password, Throttle throttle,
			KnownBrowsers browsers, Users users, SignIns signIns) {
		this.factors = factors;
		this.demand = demand;
		this.password = password;
		this.throttle = throttle;
		this.browsers = browsers;
		this.users = users;
		this.signIns = signIns;
	}

	@GetMapping
	String show(@AuthenticationPrincipal Account account, @ModelAttribute("form") FactorForm form, Model model) {
		return page(account, model);
	}

	@PostMapping("/begin")
	String begin(@AuthenticationPrincipal Account account) {
		try {
			this.factors.begin(account.getUsername());
		}
		catch (DuplicateKeyException ex) {
			// There is one already, and the page says so.
		}
		return "redirect:/account/factor";
	}

	/** Answers with the recovery codes: a redirect would have to keep them somewhere. */
	@PostMapping("/confirm")
	String confirm(@AuthenticationPrincipal Account account, @ModelAttribute("form") FactorForm form,
			BindingResult errors, HttpServletRequest request, HttpServletResponse response, Model model) {
		String name = account.getUsername();
		checkPassword(form, name, errors);
		if (!errors.hasErrors()) {
			Optional<List<String>> codes = this.factors.confirm(name, form.getCode());
			if (codes.isPresent()) {
				endOtherSessions(name, request);
				model.addAttribute("codes", codes.get());
				return page(account, model);
			}
			errors.rejectValue("code", "wrong", "This is not the code that the authenticator shows now.");
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(account, model);
	}

	@PostMapping("/remove")
	String remove(@AuthenticationPrincipal Account account, @ModelAttribute("form") FactorForm form,
			BindingResult errors, HttpServletRequest request, HttpServletResponse response, Model model,
			RedirectAttributes flash) {
		String name = account.getUsername();
		checkPassword(form, name, errors);
		if (!errors.hasErrors()) {
			checkCode(form, name, request, errors);
		}
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return page(account, model);
		}
		this.factors.remove(name);
		endOtherSessions(name, request);
		flash.addFlashAttribute("notice", "Your second factor is removed. Your password alone signs you in now.");
		return "redirect:/account/factor";
	}

	private void checkPassword(FactorForm form, String name, Errors errors) {
		this.password.problem(name, form.getCurrent())
			.ifPresent((problem) -> errors.rejectValue("current", "wrong", problem));
	}

	private void checkCode(FactorForm form, String name, HttpServletRequest request, Errors errors) {
		try {
			Attempt attempt = this.browsers.attemptOfCode(BrowserCookie.mark(request), name);
			this.throttle.reserve(attempt);
			if (this.factors.verify(name, form.getCode())) {
				this.throttle.giveBack(attempt);
			}
			else {
				errors.rejectValue("code", "wrong", "This code is wrong, or it was used already.");
			}
		}
		catch (Throttle.TooManyFailures ex) {
			errors.rejectValue("code", "wait", String.valueOf(ex.getMessage()));
		}
	}

	/** Nobody stays signed in who came in with less. */
	private void endOtherSessions(String name, HttpServletRequest request) {
		this.users.endSessions(name);
		this.signIns.renew(name, request);
	}

	private String page(Account account, Model model) {
		String name = account.getUsername();
		model.addAttribute("has", this.factors.has(name));
		model.addAttribute("begun", this.factors.begun(name).orElse(null));
		model.addAttribute("left", this.factors.recoveryCodesLeft(name));
		model.addAttribute("demanded", this.demand.includes(account.role() == Role.ADMIN));
		return "access/factor";
	}

}
