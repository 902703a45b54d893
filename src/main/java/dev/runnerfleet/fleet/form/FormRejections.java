package dev.runnerfleet.fleet.form;

import java.util.List;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.gitlab.Explanation;

import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts what is wrong with a form beside its fields. */
public final class FormRejections {

	private FormRejections() {
	}

	/** A choice that the page never offered leaves no form to show again. */
	public static void requireForm(BindingResult binding) {
		if (binding.hasErrors()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
		}
	}

	public static void reject(BindingResult binding, List<Violation> violations, LaunchPage page) {
		violations.forEach((violation) -> reject(binding, violation.field(), violation.message(), page));
	}

	/** The same for what a person may overrule; what only warns is said beside it. */
	public static void doubt(BindingResult binding, List<Finding> findings, LaunchPage page, Model model) {
		findings.stream()
			.filter(Finding::stops)
			.forEach((finding) -> reject(binding, finding.field(), finding.words(), page));
		model.addAttribute("doubtful", true);
		if (!model.containsAttribute("checks")) {
			model.addAttribute("checks", FormChecks.found(findings));
		}
	}

	/** What looked wrong and went on is told on the page that comes next. */
	public static void warn(RedirectAttributes flash, List<String> warnings) {
		if (!warnings.isEmpty()) {
			flash.addFlashAttribute("warning", String.join(" ", warnings));
		}
	}

	/** Why GitLab gave no runner token, beside the fields of the way that was chosen. */
	public static void explain(Explanation explanation, TokenSource source, BindingResult binding, Model model) {
		model.addAttribute("explanation", explanation);
		TokenSource.Way.of(explanation.way())
			.filter((way) -> way != source.way())
			.ifPresent((way) -> model.addAttribute("betterWay", way));
		explanation.fields().forEach((field, message) -> {
			switch (field) {
				case "gitlabUrl" -> binding.rejectValue("parameters[GitlabUrl]", "gitlab", message);
				case "tags" -> binding.rejectValue("source.tags", "gitlab", message);
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

	/** What the page has no field for goes above the form. */
	private static void reject(BindingResult binding, String field, String message, LaunchPage page) {
		boolean shown = field.startsWith("parameters[") ? page.shows(field) : !field.isEmpty() && !field.equals("key");
		if (shown) {
			binding.rejectValue(field, "invalid", message);
		}
		else {
			binding.reject("invalid", message);
		}
	}

}
