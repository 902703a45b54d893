package dev.runnerfleet.fleet.launch;

import java.util.UUID;

import dev.runnerfleet.fleet.form.FormChecks;
import dev.runnerfleet.fleet.form.FormRejections;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPage;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;
import dev.runnerfleet.fleet.form.OpenChecks;
import dev.runnerfleet.fleet.form.TakesLaunchForm;
import dev.runnerfleet.fleet.form.TypedTokens;
import dev.runnerfleet.fleet.removal.RemovalOutcome;
import dev.runnerfleet.web.KeptFormParameter;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The way back from a failed launch: the launch form with all that was entered and with
 * what is to blame marked, which launches in the place of what failed.
 */
@Controller
@TakesLaunchForm
@RequestMapping("/fleets/{id}/retry")
class RetryController {

	private final FleetRetry retry;

	private final RetryPages pages;

	private final TypedTokens tokens;

	private final RefusedLaunches refused;

	private final OpenChecks checks;

	RetryController(FleetRetry retry, RetryPages pages, TypedTokens tokens, RefusedLaunches refused,
			OpenChecks checks) {
		this.checks = checks;
		this.retry = retry;
		this.pages = pages;
		this.tokens = tokens;
		this.refused = refused;
	}

	@GetMapping
	String values(@PathVariable UUID id, Model model, HttpServletRequest request, HttpServletResponse response,
			Authentication user) {
		LaunchForm form = this.pages.form(id, user.getName());
		model.addAttribute("form", form);
		this.pages.blame(id, form, model);
		return this.pages.show(id, form, this.pages.page(id, form, ""), HttpStatus.OK, model, request, response);
	}

	/** What was typed when the session was over. */
	@GetMapping(params = KeptFormParameter.PARAMETER)
	String kept(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown,
			Model model, HttpServletRequest request, HttpServletResponse response) {
		return reload(id, form, binding, shown, "", model, request, response);
	}

	/** The same with another VPC's subnets, for those without scripts. */
	@PostMapping(params = "reload")
	String reload(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown,
			@RequestParam(defaultValue = "") String reload, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		FormRejections.requireForm(binding);
		LaunchForm whole = this.pages.moved(id, form, shown);
		this.tokens.check(whole, request, response);
		if (reload.equals("token")) {
			this.tokens.forget(id, whole, request);
		}
		return again(id, whole, shown, model, request, response);
	}

	private String again(UUID id, LaunchForm whole, Shown shown, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
		LaunchPage page = this.pages.wholePage(whole, shown.chosen());
		LaunchForm settled = page.settled(whole);
		model.addAttribute("form", settled);
		return this.pages.show(id, settled, page, HttpStatus.OK, model, request, response);
	}

	/** What all the checks find, for those without scripts. */
	@PostMapping(params = "check")
	String check(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown,
			Model model, HttpServletRequest request, HttpServletResponse response, Authentication user) {
		FormRejections.requireForm(binding);
		LaunchForm whole = this.pages.moved(id, form, shown);
		LaunchForm filled = this.tokens.filled(id, whole, request);
		model.addAttribute(LaunchView.CHECKS, this.checks.all(() -> this.retry.look(id, filled, user.getName())));
		this.tokens.sent(whole, request, response);
		return again(id, whole, shown, model, request, response);
	}

	/**
	 * What all the checks find, as it comes in.
	 * @param going whether it is tried again once they are done
	 */
	@PostMapping("/check")
	String check(@PathVariable UUID id, @ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown,
			@RequestParam(defaultValue = "false") boolean going, Model model, HttpServletRequest request,
			Authentication user) {
		FormRejections.requireForm(binding);
		LaunchForm filled = this.tokens.filled(id, this.pages.moved(id, form, shown), request);
		model.addAttribute(LaunchView.CHECKS,
				this.checks.begin(() -> this.retry.look(id, filled, user.getName()), going, user.getName()));
		return "form/checks :: checks";
	}

	/**
	 * Tries again.
	 * @param run the checks that were shown before, {@code null} for those without
	 * scripts
	 */
	@PostMapping
	String retry(@PathVariable UUID id, @ModelAttribute("form") LaunchForm typed, BindingResult binding, Shown shown,
			@RequestParam(defaultValue = "false") boolean anyway, @RequestParam(required = false) @Nullable UUID run,
			Model model, HttpServletRequest request, HttpServletResponse response, RedirectAttributes flash,
			Authentication user) {
		FormRejections.requireForm(binding);
		LaunchForm form = this.tokens.filled(id, this.pages.moved(id, typed, shown), request);
		Look checked = this.checks.take(run, user.getName());
		RemovalOutcome outcome = this.retry.retry(id, form, anyway, checked, user.getName());
		if (outcome instanceof RemovalOutcome.Begun) {
			flash.addFlashAttribute("notice", "The launch is tried again. You can close this page; it goes on.");
			this.tokens.launched(id, form, request, response);
			return "redirect:/fleets/" + id;
		}
		this.tokens.sent(form, request, response);
		LaunchPage page = this.pages.page(id, form, shown.chosen());
		BindingResult said = new BeanPropertyBindingResult(form, "form");
		if (checked != null) {
			model.addAttribute(LaunchView.CHECKS, FormChecks.of(checked));
		}
		HttpStatus status = told(outcome, form, page, said, model);
		model.addAttribute("form", form);
		model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", said);
		return this.pages.show(id, form, page, status, model, request, response);
	}

	private HttpStatus told(RemovalOutcome outcome, LaunchForm form, LaunchPage page, BindingResult binding,
			Model model) {
		if (outcome instanceof RemovalOutcome.Invalid invalid) {
			FormRejections.reject(binding, invalid.violations(), page);
			return HttpStatus.UNPROCESSABLE_CONTENT;
		}
		if (outcome instanceof RemovalOutcome.Doubtful doubtful) {
			FormRejections.doubt(binding, doubtful.findings(), page, model);
			return HttpStatus.UNPROCESSABLE_CONTENT;
		}
		if (outcome instanceof RemovalOutcome.NoToken none) {
			FormRejections.explain(none.explanation(), form.source(), binding, model);
			model.addAttribute("aftermath", none.aftermath());
			return HttpStatus.UNPROCESSABLE_CONTENT;
		}
		if (outcome instanceof RemovalOutcome.Refused refused) {
			return this.refused.tell(refused.failure(), form.region(), binding, model);
		}
		model.addAttribute("isProtected", outcome instanceof RemovalOutcome.Protected);
		binding.reject("refused", outcome.words());
		return HttpStatus.CONFLICT;
	}

}
