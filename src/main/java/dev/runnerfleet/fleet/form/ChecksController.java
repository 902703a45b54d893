package dev.runnerfleet.fleet.form;

import java.util.UUID;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what checks that are under way have found by now. */
@Controller
class ChecksController {

	private final OpenChecks checks;

	ChecksController(OpenChecks checks) {
		this.checks = checks;
	}

	@GetMapping("/fleets/new/checks/{run}")
	String soFar(@PathVariable UUID run, @RequestParam(defaultValue = "false") boolean going, Model model,
			Authentication user) {
		model.addAttribute("checks", this.checks.soFar(run, going, user.getName()));
		return "form/checks :: checks";
	}

}
