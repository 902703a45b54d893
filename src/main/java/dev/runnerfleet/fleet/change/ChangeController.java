package dev.runnerfleet.fleet.change;

import java.util.UUID;

import dev.runnerfleet.fleet.change.FleetChanger.ChangePreview;
import dev.runnerfleet.fleet.form.FormChecks;
import dev.runnerfleet.fleet.form.FormRejections;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPage;
import dev.runnerfleet.fleet.form.LaunchPages;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;
import dev.runnerfleet.fleet.form.OpenChecks;
import dev.runnerfleet.fleet.form.TakesLaunchForm;
import dev.runnerfleet.fleet.form.TypedTokens;
import dev.runnerfleet.web.KeptFormParameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The launch form once more, with what a fleet is today; it leads to a preview. */
@Controller
@TakesLaunchForm
@RequestMapping("/fleets/{id}/edit")
class ChangeController {

	private static final String CHECKS = "checks";

	private final FleetChanger changer;

	private final LaunchPages pages;

	private final OpenChecks checks;

	private final TypedTokens tokens;

	private final RefusedChanges refused;

	ChangeController(FleetChanger changer, LaunchPages pages, OpenChecks checks, TypedTokens tokens,
			RefusedChanges refused) {
		this.refused = refused;
		this.checks = checks;
		this.tokens = tokens;
		this.changer = changer;
		this.pages = pages;
	}

	/** The values of today, or those of an earlier preview. */
	@GetMapping
	String values(@PathVariable UUID id, @RequestParam(required = false) @Nullable UUID like, Model model,
			HttpServletRequest request) {
		this.changer.requireChangeable(id);
		LaunchForm form = (like != null) ? this.changer.like(id, like) : this.changer.today(id);
		return show(id, form, this.pages.changePage(id, form), model, request);
	}

	/** What was typed when the session was over. */
	@GetMapping(params = KeptFormParameter.PARAMETER)
	String kept(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		this.changer.requireChangeable(id);
		return reload(id, form, binding, "", model, request, response);
	}

	/**
	 * Choices of another VPC, or those that were late, for a form that stays where it is.
	 */
	@GetMapping("/network")
	String network(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding, Model model) {
		FormRejections.requireForm(binding);
		LaunchForm whole = form.over(this.changer.today(id));
		LaunchPage page = this.pages.wholeChangePage(id, whole);
		model.addAttribute("form", page.settled(whole));
		model.addAttribute("page", page);
		return "form/parameters :: network";
	}

	/** The same by a button, for those without scripts, or without the kept token. */
	@PostMapping(params = "reload")
	String reload(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "") String reload, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		FormRejections.requireForm(binding);
		LaunchForm whole = form.over(this.changer.today(id));
		this.tokens.sent(id, whole, request, response);
		if (reload.equals("token")) {
			this.tokens.forget(id, whole, request);
		}
		LaunchPage page = this.pages.wholeChangePage(id, whole);
		return show(id, page.settled(whole), page, model, request);
	}

	/**
	 * What all the checks find, as it comes in.
	 * @param going whether the preview goes on once they are done
	 */
	@PostMapping("/check")
	String check(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "false") boolean going, Model model, HttpServletRequest request,
			Authentication user) {
		FormRejections.requireForm(binding);
		LaunchForm wanted = wanted(id, form, request);
		model.addAttribute(CHECKS, this.checks.begin(() -> this.changer.look(id, wanted), going, user.getName()));
		return "form/checks :: checks";
	}

	/** The same for those without scripts. */
	@PostMapping(params = "check")
	String checked(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		FormRejections.requireForm(binding);
		LaunchForm wanted = wanted(id, form, request);
		model.addAttribute(CHECKS, this.checks.all(() -> this.changer.look(id, wanted)));
		return reload(id, form, binding, "", model, request, response);
	}

	/** What the fleet is to become, with the token that was typed before. */
	private LaunchForm wanted(UUID id, LaunchForm form, HttpServletRequest request) {
		LaunchForm today = this.changer.today(id);
		return this.tokens.filled(id, form.over(today), request).inOrderOf(today);
	}

	/**
	 * Asks for a preview.
	 * @param run the checks that were shown before, {@code null} for those without
	 * scripts
	 */
	@PostMapping
	String preview(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding, Model model,
			@RequestParam(defaultValue = "false") boolean anyway, @RequestParam(required = false) @Nullable UUID run,
			HttpServletRequest request, HttpServletResponse response, RedirectAttributes flash, Authentication user) {
		FormRejections.requireForm(binding);
		Look checked = this.checks.take(run, user.getName());
		LaunchForm wanted = wanted(id, form, request);
		ChangePreview preview = this.changer.preview(id, wanted, anyway, checked, user.getName());
		this.tokens.sent(id, wanted, request, response);
		if (preview instanceof ChangePreview.Made made) {
			FormRejections.warn(flash, made.warnings());
			return "redirect:/fleets/" + id + "/previews/" + made.previewId();
		}
		LaunchPage page = this.pages.changePage(id, wanted);
		if (checked != null) {
			model.addAttribute(CHECKS, FormChecks.of(checked));
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		if (preview instanceof ChangePreview.Invalid invalid) {
			FormRejections.reject(binding, invalid.violations(), page);
		}
		else if (preview instanceof ChangePreview.Doubtful doubtful) {
			FormRejections.doubt(binding, doubtful.findings(), page, model);
		}
		else if (preview instanceof ChangePreview.Refused refused) {
			binding.reject("refused", refused.failure().words());
			this.refused.tell(id, refused.failure(), model, response);
		}
		return around(id, wanted, page, model, request);
	}

	private String show(UUID id, LaunchForm form, LaunchPage page, Model model, HttpServletRequest request) {
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
		model.addAttribute("form", form);
		return around(id, form, page, model, request);
	}

	private String around(UUID id, LaunchForm form, LaunchPage page, Model model, HttpServletRequest request) {
		model.addAttribute("id", id);
		model.addAttribute("kept", this.tokens.keeps(id, form, request));
		model.addAttribute("name", this.changer.today(id).name());
		model.addAttribute("newer", this.changer.newerBlueprint(id));
		model.addAttribute("page", page);
		model.addAttribute("labels", page.labels());
		if (!model.containsAttribute(CHECKS)) {
			model.addAttribute(CHECKS, FormChecks.NONE);
		}
		return "change/change";
	}

}
