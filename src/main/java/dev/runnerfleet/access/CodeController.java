package dev.runnerfleet.access;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import dev.runnerfleet.access.factor.SecondFactors;
import dev.runnerfleet.access.factor.SecondSteps;
import dev.runnerfleet.web.Cookies;
import dev.runnerfleet.access.throttle.Attempt;
import dev.runnerfleet.access.throttle.BrowserCookie;
import dev.runnerfleet.access.throttle.KnownBrowsers;
import dev.runnerfleet.access.throttle.RefusalTrail;
import dev.runnerfleet.access.throttle.Throttle;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.access.user.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Asks whoever has given the password for a code, and signs them in. */
@Controller
@RequestMapping("/login/code")
class CodeController {

	private final SecondSteps steps;

	private final SecondFactors factors;

	private final Users users;

	private final SignIns signIns;

	private final SignedIn signedIn;

	private final Throttle throttle;

	private final KnownBrowsers browsers;

	private final RefusalTrail trail;

	CodeController(SecondSteps steps, SecondFactors factors, Users users, SignIns signIns, SignedIn signedIn,
			Throttle throttle, KnownBrowsers browsers, RefusalTrail trail) {
		this.steps = steps;
		this.factors = factors;
		this.users = users;
		this.signIns = signIns;
		this.signedIn = signedIn;
		this.throttle = throttle;
		this.browsers = browsers;
		this.trail = trail;
	}

	@GetMapping
	String ask(HttpServletRequest request) {
		return waiting(request).isPresent() ? "access/code" : "redirect:/login?over";
	}

	@PostMapping
	@Nullable String check(@RequestParam(defaultValue = "") String code, HttpServletRequest request, HttpServletResponse response,
			Model model) throws IOException {
		Optional<Account> account = waiting(request);
		if (account.isEmpty()) {
			return "redirect:/login?over";
		}
		String name = account.get().getUsername();
		try {
			Attempt attempt = this.browsers.attemptOfCode(BrowserCookie.mark(request), name);
			this.throttle.reserve(attempt);
			if (this.factors.verify(name, code)) {
				this.throttle.giveBack(attempt);
				signIn(account.get(), request, response);
				return null;
			}
			this.trail.wrong(name, "The password was right, the code was wrong");
			model.addAttribute("problem", "This code is wrong, or it was used already. Wait for the next one.");
		}
		catch (Throttle.TooManyFailures ex) {
			this.trail.turnedAway(name);
			model.addAttribute("problem", ex.getMessage());
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return "access/code";
	}

	/** In a session of its own: whatever the browser brought is not part of it. */
	private void signIn(Account account, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.steps.end(String.valueOf(Cookies.read(PasswordStep.COOKIE, request)));
		response.addHeader("Set-Cookie", Cookies.of(PasswordStep.COOKIE, "", Duration.ZERO, request));
		HttpSession before = request.getSession(false);
		if (before != null) {
			before.invalidate();
		}
		Authentication user = SignIns.authentication(account);
		this.signIns.saveContext(new SecurityContextImpl(user), request, response);
		this.signedIn.onAuthenticationSuccess(request, response, user);
	}

	private Optional<Account> waiting(HttpServletRequest request) {
		return Optional.ofNullable(Cookies.read(PasswordStep.COOKIE, request))
			.flatMap(this.steps::find)
			.flatMap(Account.SignIn::parse)
			.flatMap(this.users::holding);
	}

}
