package dev.runnerfleet.fleet.launch;

import java.util.Optional;

import dev.runnerfleet.fleet.form.FormRejections;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPage;
import dev.runnerfleet.fleet.form.LaunchPages;
import dev.runnerfleet.fleet.form.OpenChecks;
import dev.runnerfleet.fleet.form.TakesLaunchForm;
import dev.runnerfleet.fleet.form.TypedTokens;
import dev.runnerfleet.gitlab.runner.GitLabAddresses;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Parts of a launch form that follow from others, for pages that stay where they are; a
 * form that is sent whole does the same.
 */
@Controller
@TakesLaunchForm
@RequestMapping("/fleets/new")
class LaunchPieces {

	/** Tells the page that what its summary says may have changed. */
	private static final String CHANGED = "HX-Trigger-After-Settle";

	/** The part of the page whose field is the GitLab's address. */
	private static final String ADDRESS = "gitlab-url";

	private final LaunchPages pages;

	private final LaunchView view;

	private final LaunchSummaries summaries;

	private final TypedTokens tokens;

	private final GitLabAddresses addresses;

	private final FleetLauncher launcher;

	private final OpenChecks checks;

	LaunchPieces(LaunchPages pages, LaunchView view, LaunchSummaries summaries, TypedTokens tokens,
			GitLabAddresses addresses, FleetLauncher launcher, OpenChecks checks) {
		this.launcher = launcher;
		this.checks = checks;
		this.pages = pages;
		this.view = view;
		this.summaries = summaries;
		this.tokens = tokens;
		this.addresses = addresses;
	}

	/** Choices of another region or VPC, or those that were late. */
	@GetMapping("/network")
	String network(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "false") boolean late, Model model, HttpServletResponse response) {
		LaunchPage page = this.pages.wholePage(shown(form, binding, model), "");
		model.addAttribute("page", page);
		model.addAttribute("form", page.settled(form));
		response.setHeader(CHANGED, "launch-changed");
		return late ? "launch/launch :: late" : "form/parameters :: network";
	}

	/** The settings of another preset. */
	@PostMapping("/size")
	String size(@ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown, Model model,
			HttpServletResponse response) {
		LaunchForm moved = shown.moved(this.pages, shown(form, binding, model));
		model.addAttribute("form", moved);
		model.addAttribute("page", this.pages.page(moved, shown.chosen()));
		response.setHeader(CHANGED, "launch-changed");
		return "launch/launch :: settings";
	}

	/** What comes of the form as it stands. */
	@PostMapping("/summary")
	String summary(@ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown, Model model,
			HttpServletRequest request) {
		LaunchForm moved = shown.moved(this.pages, shown(form, binding, model));
		LaunchPage page = this.pages.wholePage(moved, shown.chosen());
		model.addAttribute("form", moved);
		model.addAttribute("page", page);
		model.addAttribute("summary", this.summaries.checked(moved, page));
		this.view.token(moved, model, request);
		return "launch/summary :: summary";
	}

	/**
	 * What all the checks find, as it comes in.
	 * @param going whether the launch goes on once they are done
	 */
	@PostMapping("/check")
	String check(@ModelAttribute("form") LaunchForm form, BindingResult binding, Shown shown,
			@RequestParam(defaultValue = "false") boolean going, Model model, HttpServletRequest request,
			Authentication user) {
		LaunchForm whole = this.tokens.filled(shown.moved(this.pages, shown(form, binding, model)), request);
		model.addAttribute(LaunchView.CHECKS,
				this.checks.begin(() -> this.launcher.look(whole, user.getName()), going, user.getName()));
		return "form/checks :: checks";
	}

	/**
	 * The address tidied, the links into that GitLab, and what it says of the token.
	 * @param left the part of the page whose field was left
	 */
	@PostMapping("/gitlab")
	String gitlab(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestHeader(name = "HX-Trigger", defaultValue = "") String left, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		LaunchForm tidy = shown(form, binding, model).tidied(this.addresses);
		BindingResult words = new BeanPropertyBindingResult(tidy, "form");
		Optional<String> objection = this.addresses.objection(tidy.gitlabUrl());
		objection.ifPresent((message) -> words.rejectValue("parameters[GitlabUrl]", "gitlab", message));
		model.addAttribute("form", tidy);
		model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", words);
		model.addAttribute("page", this.pages.page(tidy, ""));
		boolean address = left.equals(ADDRESS);
		model.addAttribute("address", address);
		if (objection.isEmpty()) {
			this.tokens.check(tidy, request, response).ifPresent((answer) -> say(answer, model));
		}
		boolean kept = this.tokens.keeps(tidy, request);
		boolean hidden = address && request.getParameter("runnerToken") == null;
		model.addAttribute("kept", kept);
		model.addAttribute("swapped", model.containsAttribute("accepted") ? kept : hidden);
		if (model.containsAttribute("accepted")) {
			response.setHeader(CHANGED, "launch-changed");
		}
		this.view.links(tidy, model);
		return "launch/gitlab :: answer";
	}

	private static void say(RunnerTokens.Check answer, Model model) {
		if (answer instanceof RunnerTokens.Check.Accepted) {
			model.addAttribute("accepted", true);
		}
		else if (answer instanceof RunnerTokens.Check.Rejected rejected) {
			model.addAttribute("refusal", rejected.explain());
		}
		else if (answer instanceof RunnerTokens.Check.Failed failed) {
			model.addAttribute("refusal", failed.explain());
		}
	}

	/** What the page shows is not what a request brought. */
	private static LaunchForm shown(LaunchForm form, BindingResult binding, Model model) {
		FormRejections.requireForm(binding);
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
		return form;
	}

}
