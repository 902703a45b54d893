package dev.runnerfleet.fleet.launch;

import dev.runnerfleet.fleet.form.FormChecks;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPage;
import dev.runnerfleet.fleet.form.TypedTokens;
import dev.runnerfleet.gitlab.runner.GitLabAddresses;
import dev.runnerfleet.gitlab.runner.RunnerTarget;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts around a launch form what it shows besides its fields, whoever shows it. */
@Component
class LaunchView {

	/** What the checks have found, where somebody has asked for them. */
	static final String CHECKS = "checks";

	private final LaunchRunners runners;

	private final TypedTokens tokens;

	private final LaunchSummaries summaries;

	private final GitLabAddresses addresses;

	LaunchView(LaunchRunners runners, TypedTokens tokens, LaunchSummaries summaries, GitLabAddresses addresses) {
		this.runners = runners;
		this.tokens = tokens;
		this.summaries = summaries;
		this.addresses = addresses;
	}

	/** The whole page of a new launch. */
	String of(LaunchForm form, LaunchPage page, Model model, HttpServletRequest request) {
		token(form, model, request);
		return around(form, page, model);
	}

	/** Whether the form has a runner token, though none is to be seen. */
	void token(LaunchForm form, Model model, HttpServletRequest request) {
		model.addAttribute("made",
				this.runners.of(form, request.getRemoteUser()).filter((made) -> !made.taken()).orElse(null));
		model.addAttribute("kept", this.tokens.keeps(form, request));
	}

	/** The rest of the page, for whoever knows where its token comes from. */
	String around(LaunchForm form, LaunchPage page, Model model) {
		model.addAttribute("page", page);
		model.addAttribute("labels", page.labels());
		if (!model.containsAttribute(CHECKS)) {
			model.addAttribute(CHECKS, FormChecks.NONE);
		}
		model.addAttribute("summary", this.summaries.atOnce(form, page));
		model.addAttribute("costs", this.summaries.presets(form, page));
		links(form, model);
		return "launch/launch";
	}

	/** The pages of the GitLab that lead to a token. */
	void links(LaunchForm form, Model model) {
		RunnerTarget target = new RunnerTarget(form.source().scope(), form.source().target());
		model.addAttribute("accessTokens", this.addresses.accessTokens(form.gitlabUrl()).orElse(null));
		model.addAttribute("groups", this.addresses.groups(form.gitlabUrl()).orElse(null));
		model.addAttribute("newRunner", this.addresses.newRunner(form.gitlabUrl(), target).orElse(null));
	}

}
