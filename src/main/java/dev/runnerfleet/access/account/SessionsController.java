package dev.runnerfleet.access.account;

import dev.runnerfleet.access.SignIns;
import dev.runnerfleet.access.session.OpenSessions;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where people see in which browsers they are signed in, and end what is not theirs. */
@Controller
@RequestMapping("/account/sessions")
class SessionsController {

	private final OpenSessions sessions;

	private final Users users;

	private final SignIns signIns;

	private final Audit audit;

	SessionsController(OpenSessions sessions, Users users, SignIns signIns, Audit audit) {
		this.sessions = sessions;
		this.users = users;
		this.signIns = signIns;
		this.audit = audit;
	}

	@GetMapping
	String list(@AuthenticationPrincipal Account account, HttpServletRequest request, Model model) {
		model.addAttribute("sessions", this.sessions.of(account.signIn().toString(), request.getSession().getId()));
		return "access/sessions";
	}

	@PostMapping("/{handle}/end")
	String end(@PathVariable String handle, @AuthenticationPrincipal Account account, RedirectAttributes flash) {
		if (!this.sessions.end(account.signIn().toString(), handle)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This session is over already.");
		}
		this.audit.record(Action.SESSION_ENDED, account.getUsername(), Outcome.DONE, "One session");
		flash.addFlashAttribute("notice", "The session has ended.");
		return "redirect:/account/sessions";
	}

	@PostMapping("/end-others")
	String endOthers(@AuthenticationPrincipal Account account, HttpServletRequest request, RedirectAttributes flash) {
		this.users.endSessions(account.getUsername());
		this.signIns.renew(account.getUsername(), request);
		flash.addFlashAttribute("notice", "Your other sessions have ended.");
		return "redirect:/account/sessions";
	}

}
