package dev.runnerfleet.fleet.launch;

import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.form.FormRejections;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPage;
import dev.runnerfleet.fleet.form.LaunchPages;
import dev.runnerfleet.fleet.form.TakesLaunchForm;
import dev.runnerfleet.fleet.launch.FleetLauncher.FleetLaunch;
import dev.runnerfleet.web.KeptFormParameter;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The launch form, which keeps everything but the token until it is right. */
@Controller
@TakesLaunchForm
@RequestMapping("/fleets/new")
class LaunchController {

	private final FleetLauncher launcher;

	private final LaunchPages pages;

	private final LaunchRunners runners;

	LaunchController(FleetLauncher launcher, LaunchPages pages, LaunchRunners runners) {
		this.launcher = launcher;
		this.pages = pages;
		this.runners = runners;
	}

	/** A form for a runner that was just made, whose token nobody could look up again. */
	@GetMapping(params = { "made", "!" + KeptFormParameter.PARAMETER })
	String withRunner(@RequestParam("made") String key, Model model, Authentication user) {
		Optional<LaunchForm> form = this.runners.of(key, user.getName())
			.map((made) -> this.pages.blankFor(made.runner().gitlabUrl().toString()).keyed(key));
		if (form.isEmpty()) {
			model.addAttribute("notice", "The portal no longer has the new runner's token. Paste your copy of it.");
		}
		LaunchForm shown = form.orElseGet(() -> this.pages.blank(""));
		return show(shown, this.pages.page(shown), model, user);
	}

	/** An untouched form, or one filled in like an earlier launch. */
	@GetMapping
	String blank(@RequestParam(defaultValue = "") String blueprint, @RequestParam(required = false) @Nullable UUID like,
			Model model, Authentication user) {
		LaunchForm form = (like != null) ? this.pages.like(like).orElseThrow(NoSuchFleet::new)
				: this.pages.blank(blueprint);
		return show(form, this.pages.page(form), model, user);
	}

	/** What was typed when the session was over. */
	@GetMapping(params = KeptFormParameter.PARAMETER)
	String kept(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "") String shown, Model model, Authentication user) {
		return reload(form, binding, shown, model, user);
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
		return late ? "launch/launch :: late" : "form/parameters :: network";
	}

	/** The same by a button, and whatever else depends on a choice. */
	@PostMapping(params = "reload")
	String reload(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "") String shown, Model model, Authentication user) {
		FormRejections.requireForm(binding);
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
		LaunchForm moved = this.pages.moved(form, shown);
		return show(moved, this.pages.wholePage(moved), model, user);
	}

	@PostMapping
	String launch(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "") String shown, @RequestParam(defaultValue = "false") boolean anyway,
			Model model, HttpServletResponse response, RedirectAttributes flash, Authentication user) {
		FormRejections.requireForm(binding);
		if (!shown.isEmpty() && !shown.equals(form.blueprint())) {
			model.addAttribute("notice", "These are the other blueprint's fields. Look through them, then launch.");
			return reload(form, binding, shown, model, user);
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
			return again(form, page, model, user, response,
					HttpStatus.valueOf(refused.failure().getStatusCode().value()));
		}
		else if (launch instanceof FleetLaunch.NoToken none) {
			FormRejections.explain(none.explanation(), form.source(), binding, model);
			model.addAttribute("aftermath", none.aftermath());
		}
		return again(form, page, model, user, response, HttpStatus.UNPROCESSABLE_CONTENT);
	}

	private String again(LaunchForm form, LaunchPage page, Model model, Authentication user,
			HttpServletResponse response, HttpStatus status) {
		response.setStatus(status.value());
		return around(form, page, model, user);
	}

	private String show(LaunchForm form, LaunchPage page, Model model, Authentication user) {
		model.addAttribute("form", form);
		return around(form, page, model, user);
	}

	private String around(LaunchForm form, LaunchPage page, Model model, Authentication user) {
		model.addAttribute("page", page);
		model.addAttribute("made", this.runners.of(form, user.getName()).filter((made) -> !made.taken()).orElse(null));
		return "launch/launch";
	}

}
