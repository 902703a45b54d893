package dev.runnerfleet.fleet.launch;

import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.form.FormChecks;
import dev.runnerfleet.fleet.form.FormRejections;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPage;
import dev.runnerfleet.fleet.form.LaunchPages;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;
import dev.runnerfleet.fleet.form.OpenChecks;
import dev.runnerfleet.fleet.form.TakesLaunchForm;
import dev.runnerfleet.fleet.form.TypedTokens;
import dev.runnerfleet.fleet.launch.FleetLauncher.FleetLaunch;
import dev.runnerfleet.fleet.launch.LaunchStart.Begun;
import dev.runnerfleet.web.KeptFormParameter;
import dev.runnerfleet.web.OwnPages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
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

	private final LaunchStart start;

	private final LaunchView view;

	private final LaunchRunners runners;

	private final TypedTokens tokens;

	private final RefusedLaunches refused;

	private final OpenChecks checks;

	LaunchController(FleetLauncher launcher, LaunchPages pages, LaunchStart start, LaunchView view,
			LaunchRunners runners, TypedTokens tokens, RefusedLaunches refused, OpenChecks checks) {
		this.checks = checks;
		this.launcher = launcher;
		this.pages = pages;
		this.start = start;
		this.view = view;
		this.runners = runners;
		this.tokens = tokens;
		this.refused = refused;
	}

	/** A form for a runner that was just made, whose token nobody could look up again. */
	@GetMapping(params = { "made", "!" + KeptFormParameter.PARAMETER })
	String withRunner(@RequestParam("made") String key, Model model, HttpServletRequest request, Authentication user) {
		Map<String, String> query = this.runners.of(key, user.getName())
			.map((made) -> Map.of("GitlabUrl", made.runner().gitlabUrl().toString()))
			.orElse(Map.of());
		if (query.isEmpty()) {
			model.addAttribute("notice", "The portal no longer has the new runner's token. Paste your copy of it.");
		}
		Begun begun = this.start.by(query);
		LaunchForm form = query.isEmpty() ? begun.form() : begun.form().keyed(key);
		return show(form, this.pages.page(form, begun.preset()), model, request);
	}

	/** An untouched form, one like an earlier launch, or one that a link filled in. */
	@GetMapping
	String begin(@RequestParam Map<String, String> query, Model model, HttpServletRequest request) {
		Begun begun = this.start.by(query);
		if (!begun.words().isEmpty() && !OwnPages.led(request)) {
			model.addAttribute("notice", begun.words());
		}
		model.addAttribute("fresh", !query.containsKey("Timezone") && !query.containsKey("like"));
		return show(begun.form(), this.pages.page(begun.form(), begun.preset()), model, request);
	}

	/** What was typed when the session was over. */
	@GetMapping(params = KeptFormParameter.PARAMETER)
	String kept(@ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		return reload(form, binding, shown, "", model, request, response);
	}

	/** Whatever depends on a choice, by a button for those without scripts. */
	@PostMapping(params = "reload")
	String reload(@ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown,
			@RequestParam(defaultValue = "") String reload, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		FormRejections.requireForm(binding);
		this.tokens.check(form, request, response);
		if (reload.equals("token")) {
			this.tokens.forget(form, request);
		}
		return again(form, shown, model, request);
	}

	private String again(LaunchForm form, Shown shown, Model model, HttpServletRequest request) {
		LaunchForm moved = shown.moved(this.pages, form);
		return show(moved, this.pages.wholePage(moved, shown.chosen()), model, request);
	}

	/** What all the checks find, for those without scripts. */
	@PostMapping(params = "check")
	String check(@ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown, Model model,
			HttpServletRequest request, HttpServletResponse response, Authentication user) {
		FormRejections.requireForm(binding);
		LaunchForm filled = this.tokens.filled(shown.moved(this.pages, form), request);
		model.addAttribute(LaunchView.CHECKS, this.checks.all(() -> this.launcher.look(filled, user.getName())));
		this.tokens.sent(form, request, response);
		return again(form, shown, model, request);
	}

	/**
	 * Launches.
	 * @param run the checks that were shown before, {@code null} for those without
	 * scripts
	 */
	@PostMapping
	String launch(@ModelAttribute("form") LaunchForm typed, BindingResult binding, Shown shown,
			@RequestParam(defaultValue = "false") boolean anyway, @RequestParam(required = false) @Nullable UUID run,
			Model model, HttpServletRequest request, HttpServletResponse response, RedirectAttributes flash,
			Authentication user) {
		FormRejections.requireForm(binding);
		if (shown.isOfAnotherBlueprint(typed)) {
			model.addAttribute("notice", "These are the other blueprint's fields. Look through them, then launch.");
			return reload(typed, binding, shown, "", model, request, response);
		}
		LaunchForm form = this.tokens.filled(shown.moved(this.pages, typed), request);
		Look checked = this.checks.take(run, user.getName());
		FleetLaunch launch = this.launcher.launch(form, anyway, checked, user.getName());
		if (launch instanceof FleetLaunch.Begun begun) {
			FormRejections.warn(flash, begun.warnings());
			this.tokens.launched(begun.id(), form, request, response);
			return "redirect:/fleets/" + begun.id();
		}
		this.tokens.sent(typed, request, response);
		LaunchPage page = this.pages.page(form, shown.chosen());
		BindingResult said = new BeanPropertyBindingResult(form, "form");
		if (checked != null) {
			model.addAttribute(LaunchView.CHECKS, FormChecks.of(checked));
		}
		response.setStatus(told(launch, form, page, said, model).value());
		model.addAttribute("form", form);
		model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", said);
		return this.view.of(form, page, model, request);
	}

	private HttpStatus told(FleetLaunch launch, LaunchForm form, LaunchPage page, BindingResult binding, Model model) {
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
			model.addAttribute("aftermath", refused.aftermath());
			return this.refused.tell(refused.failure(), form.region(), binding, model);
		}
		else if (launch instanceof FleetLaunch.NoToken none) {
			FormRejections.explain(none.explanation(), form.source(), binding, model);
			model.addAttribute("aftermath", none.aftermath());
		}
		return HttpStatus.UNPROCESSABLE_CONTENT;
	}

	private String show(LaunchForm form, LaunchPage page, Model model, HttpServletRequest request) {
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
		LaunchForm settled = this.start.named(page.settled(form));
		model.addAttribute("form", settled);
		return this.view.of(settled, page, model, request);
	}

}
