package dev.runnerfleet.access;

import java.security.Principal;
import java.time.Duration;

import dev.runnerfleet.access.throttle.Throttle;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page to sign in on, which also says why somebody ended up there. */
@Controller
class LoginController {

	@GetMapping("/login")
	String login(@RequestParam MultiValueMap<String, String> why, @Nullable Principal user, Model model) {
		if (user != null) {
			return "redirect:/";
		}
		if (why.containsKey("wrong")) {
			model.addAttribute("problem", "User name or password is wrong.");
		}
		else if (why.containsKey("wait")) {
			model.addAttribute("problem", "Too many failed attempts. Try again in " + wait(why.getFirst("wait")) + ".");
		}
		else if (why.containsKey("kept")) {
			model.addAttribute("reason",
					"Your session is over. Nothing was sent: sign in again, and what you typed is there, except for secrets.");
		}
		else if (why.containsKey("expired")) {
			model.addAttribute("reason", "Your session has expired. Sign in again; what you sent was not carried out.");
		}
		else if (why.containsKey("ended")) {
			model.addAttribute("reason", "Your account was changed. Sign in again.");
		}
		else if (why.containsKey("over")) {
			model.addAttribute("reason", "Your session is over. Sign in again.");
		}
		else if (why.containsKey("out")) {
			model.addAttribute("reason", "You have signed out.");
		}
		return "access/login";
	}

	private static String wait(@Nullable String seconds) {
		return (seconds != null && seconds.matches("[0-9]{1,4}"))
				? Throttle.TooManyFailures.words(Duration.ofSeconds(Long.parseLong(seconds))) : "a while";
	}

}
