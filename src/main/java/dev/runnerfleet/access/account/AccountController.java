package dev.runnerfleet.access.account;

import dev.runnerfleet.access.SignIns;
import dev.runnerfleet.access.password.PasswordForm;
import dev.runnerfleet.access.resume.RequestedPage;
import dev.runnerfleet.access.throttle.BrowserCookie;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.access.user.FirstPassword;
import dev.runnerfleet.access.user.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where everybody changes their own password. */
@Controller
@RequestMapping("/account")
class AccountController {

	private final Users users;

	private final SignIns signIns;

	private final CurrentPassword password;

	private final FirstPassword firstPassword;

	private final BrowserCookie browser;

	private final RequestedPage requestedPage = new RequestedPage();

	AccountController(Users users, SignIns signIns, CurrentPassword password, FirstPassword firstPassword,
			BrowserCookie browser) {
		this.users = users;
		this.signIns = signIns;
		this.password = password;
		this.firstPassword = firstPassword;
		this.browser = browser;
	}

	@ModelAttribute("mustChange")
	boolean mustChange(Authentication user) {
		return Account.needsOwnPassword(user);
	}

	@GetMapping
	String show(@ModelAttribute("form") PasswordForm form) {
		return "access/account";
	}

	@PostMapping
	String change(@ModelAttribute("form") PasswordForm form, BindingResult errors, Authentication user,
			HttpServletRequest request, HttpServletResponse response, RedirectAttributes flash) {
		form.check(user.getName(), errors);
		form.checkDifference(errors);
		if (!errors.hasErrors()) {
			this.password.problem(user.getName(), form.getCurrent())
				.ifPresent((problem) -> errors.rejectValue("current", "wrong", problem));
		}
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return "access/account";
		}
		this.users.changePassword(user.getName(), form.getPassword());
		this.firstPassword.forget(user.getName());
		this.signIns.renew(user.getName(), request);
		this.browser.renew(user.getName(), request, response);
		flash.addFlashAttribute("notice", "Your password is changed. Other sessions of yours have ended.");
		return Account.needsOwnPassword(user) ? goOn(request, response) : "redirect:/account";
	}

	/**
	 * To the page that had to wait for a password of one's own; Spring would take a brace
	 * for a variable.
	 */
	private String goOn(HttpServletRequest request, HttpServletResponse response) {
		this.requestedPage.removeRequest(request, response);
		return "redirect:" + RequestedPage.page(request).filter((page) -> !page.contains("{")).orElse("/");
	}

}
