package dev.runnerfleet.fleet;

import java.util.UUID;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.web.Kept;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The launch form, which keeps everything but the token until it is right. */
@Controller
@RequestMapping("/fleets/new")
class LaunchController {

	private final FleetLauncher launcher;

	private final LaunchPages pages;

	LaunchController(FleetLauncher launcher, LaunchPages pages) {
		this.launcher = launcher;
		this.pages = pages;
	}

	/** An untouched form, or one filled in like an earlier launch. */
	@GetMapping
	String blank(@RequestParam(defaultValue = "") String blueprint, @RequestParam(required = false) @Nullable UUID like,
			Model model) {
		LaunchForm form = (like != null) ? this.pages.like(like).orElseThrow(NoSuchFleet::new)
				: this.pages.blank(blueprint);
		return show(form, this.pages.page(form), model);
	}

	/** What was typed when the session was over. */
	@GetMapping(params = Kept.PARAMETER)
	String kept(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "") String shown, Model model) {
		return reload(form, binding, shown, model);
	}

	/**
	 * Choices of another region or VPC, or those that were late, for a form that stays
	 * where it is.
	 */
	@GetMapping("/network")
	String network(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "false") boolean late, Model model) {
		FormRejections.requireForm(binding);
		model.addAttribute("page", this.pages.wholePage(form));
		return late ? "launch :: late" : "parameters :: network";
	}

	/** The same by a button, and whatever else depends on a choice. */
	@PostMapping(params = "reload")
	String reload(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "") String shown, Model model) {
		FormRejections.requireForm(binding);
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
		LaunchForm moved = this.pages.moved(form, shown);
		return show(moved, this.pages.wholePage(moved), model);
	}

	@PostMapping
	String launch(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "") String shown, @RequestParam(defaultValue = "false") boolean anyway,
			Model model, HttpServletResponse response, RedirectAttributes flash, Authentication user) {
		FormRejections.requireForm(binding);
		if (!shown.isEmpty() && !shown.equals(form.blueprint())) {
			model.addAttribute("notice", "These are the other blueprint's fields. Look through them, then launch.");
			return reload(form, binding, shown, model);
		}
		FleetLaunch launch = this.launcher.launch(form, anyway, user.getName());
		if (launch instanceof FleetLaunch.Begun begun) {
			FormRejections.warn(flash, begun.warnings());
			return "redirect:/fleets/" + begun.id();
		}
		LaunchPage page = this.pages.page(form);
		if (launch instanceof FleetLaunch.Invalid invalid) {
			FormRejections.reject(binding, invalid.violations(), page);
		}
		else if (launch instanceof FleetLaunch.Doubtful doubtful) {
			FormRejections.doubt(binding, doubtful.findings(), page, model);
		}
		else if (launch instanceof FleetLaunch.NameTaken taken) {
			binding.rejectValue("name", "taken", taken.message());
			model.addAttribute("aftermath", taken.aftermath());
		}
		else if (launch instanceof FleetLaunch.Refused refused) {
			binding.reject("refused", refused.failure().words());
			model.addAttribute("aftermath", refused.aftermath());
			return again(page, model, response, HttpStatus.valueOf(refused.failure().getStatusCode().value()));
		}
		else if (launch instanceof FleetLaunch.NoToken none) {
			explain(none.explanation(), form.source(), binding, model);
			model.addAttribute("aftermath", none.aftermath());
		}
		return again(page, model, response, HttpStatus.UNPROCESSABLE_CONTENT);
	}

	private static String again(LaunchPage page, Model model, HttpServletResponse response, HttpStatus status) {
		response.setStatus(status.value());
		model.addAttribute("page", page);
		return "launch";
	}

	private static String show(LaunchForm form, LaunchPage page, Model model) {
		model.addAttribute("form", form);
		model.addAttribute("page", page);
		return "launch";
	}

	private static void explain(Explanation explanation, TokenSource source, BindingResult binding, Model model) {
		model.addAttribute("explanation", explanation);
		TokenSource.Way.of(explanation.way())
			.filter((way) -> way != source.way())
			.ifPresent((way) -> model.addAttribute("betterWay", way));
		explanation.fields().forEach((field, message) -> {
			switch (field) {
				case "gitlabUrl" -> binding.rejectValue("parameters[GitlabUrl]", "gitlab", message);
				case "target" -> binding.rejectValue("source.target", "gitlab", message);
				case "token" -> binding.rejectValue(
						(source.way() == TokenSource.Way.TRADE) ? "source.registrationToken" : "source.accessToken",
						"gitlab", message);
				default -> {
					// The explanation tells of what this form has no field for.
				}
			}
		});
	}

}
