package dev.runnerfleet.sandbox.console;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which an operator plays somebody who acts without the portal. */
@Controller
@Profile("sandbox")
@RequestMapping("/sandbox/aws")
class SandboxConsoleController {

	private static final String PAGE = "redirect:/sandbox/aws";

	private final SandboxConsole console;

	private final FleetTroubles fleets;

	private final ExampleFleets examples;

	SandboxConsoleController(SandboxConsole console, FleetTroubles fleets, ExampleFleets examples) {
		this.console = console;
		this.fleets = fleets;
		this.examples = examples;
	}

	@GetMapping
	String page(Model model) {
		model.addAttribute("stacks", this.console.stacks());
		List<SandboxConsole.Trouble> troubles = this.console.troubles();
		model.addAttribute("troubles", troubles);
		model.addAttribute("sick", troubles.stream().anyMatch(SandboxConsole.Trouble::present));
		model.addAttribute("fleets", this.fleets.fleets());
		model.addAttribute("choices", this.fleets.choices());
		model.addAttribute("exampled", this.examples.present());
		model.addAttribute("blueprints", SandboxConsole.BLUEPRINTS);
		return "sandbox/console";
	}

	/** Puts a runner token that works into the form that asks for it. */
	@GetMapping("/token")
	String token() {
		return "sandbox/token :: offered";
	}

	/** The same without scripts: the form comes back as if the token had been pasted. */
	@PostMapping("/token")
	void token(@RequestParam(required = false) @Nullable UUID fleet, HttpServletRequest request,
			HttpServletResponse response) throws IOException, ServletException {
		String form = (fleet != null) ? "/fleets/" + fleet + "/retry" : "/fleets/new";
		request.getRequestDispatcher(form).forward(new FilledForm(request), response);
	}

	@PostMapping("/update")
	String update(@RequestParam String region, @RequestParam String name, RedirectAttributes flash) {
		flash.addFlashAttribute("notice", this.console.update(region, name));
		return PAGE;
	}

	@PostMapping("/delete")
	String delete(@RequestParam String region, @RequestParam String name, RedirectAttributes flash) {
		flash.addFlashAttribute("notice", this.console.delete(region, name));
		return PAGE;
	}

	@PostMapping("/drift")
	String drift(@RequestParam String region, @RequestParam String name, RedirectAttributes flash) {
		flash.addFlashAttribute("notice", this.console.drift(region, name));
		return PAGE;
	}

	@PostMapping("/account")
	String account(@RequestParam(required = false, defaultValue = "") Set<String> trouble, RedirectAttributes flash) {
		flash.addFlashAttribute("notice", this.console.suffer(trouble));
		return PAGE;
	}

	@PostMapping("/heal")
	String heal(RedirectAttributes flash) {
		flash.addFlashAttribute("notice", this.console.suffer(Set.of()));
		return PAGE;
	}

	@PostMapping("/befall")
	String befall(@RequestParam String fleet, @RequestParam String what, RedirectAttributes flash) {
		flash.addFlashAttribute("notice", this.fleets.befall(fleet, what));
		return PAGE;
	}

	@PostMapping("/recover")
	String recover(@RequestParam String fleet, RedirectAttributes flash) {
		flash.addFlashAttribute("notice", this.fleets.recover(fleet));
		return PAGE;
	}

	/** Leads to the dashboard, where they are. */
	@PostMapping("/examples")
	String examples(RedirectAttributes flash, Authentication user) {
		flash.addFlashAttribute("notice", this.examples.add(user.getName()));
		return "redirect:/";
	}

	@PostMapping("/create")
	String create(@RequestParam String name, @RequestParam String blueprint, RedirectAttributes flash) {
		flash.addFlashAttribute("notice", this.console.create(name.strip(), blueprint));
		return PAGE;
	}

}
