package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.StackTags;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.schedule.Dialect;
import dev.runnerfleet.fleet.schedule.TimeZones;
import dev.runnerfleet.fleet.schedule.WorkingHours;
import dev.runnerfleet.gitlab.runner.GitLabAddresses;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import dev.runnerfleet.stack.template.TemplateParameter;
import dev.runnerfleet.web.RefusedValue;

import org.springframework.stereotype.Component;

/**
 * Checks a launch by the template's own constraints, and gathers everything that is wrong
 * before it says so.
 */
@Component
class LaunchValidator {

	private static final Pattern NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]{0,127}");

	private static final Pattern KEY = Pattern.compile("[ -~]{1,100}");

	/** As many characters as are stored. */
	private static final int MOST_OF_TAGS = 4000;

	private final GitLabAddresses addresses;

	LaunchValidator(GitLabAddresses addresses) {
		this.addresses = addresses;
	}

	/**
	 * Checks a launch.
	 * @return what is wrong, empty if nothing is
	 */
	List<Violation> violations(LaunchForm form, Blueprint blueprint) {
		List<Violation> violations = new ArrayList<>();
		if (!NAME.matcher(form.name()).matches()) {
			violations.add(new Violation("name", form.name().isEmpty() ? "Give the fleet a name."
					: "Use letters, digits and hyphens, start with a letter, at most 128 characters."));
		}
		if (!KEY.matcher(form.key()).matches()) {
			violations.add(new Violation("key", "The key of this request is damaged: begin again with a new one."));
		}
		checkToken(blueprint.secret(), form, violations);
		check(form, true, blueprint, violations);
		return violations;
	}

	/**
	 * Checks what a fleet that is there is to become; its name is settled, and without a
	 * token it keeps the one that it has. A GitLab that stays is no reason to refuse.
	 * @param form what it is to become
	 * @param today what it is
	 * @param blueprint its blueprint
	 * @return what is wrong, empty if nothing is
	 */
	List<Violation> changeViolations(LaunchForm form, LaunchForm today, Blueprint blueprint) {
		List<Violation> violations = new ArrayList<>();
		if (!form.runnerToken().isBlank()) {
			newRunnerToken(blueprint.secret(), form.runnerToken())
				.ifPresent((message) -> violations.add(new Violation("runnerToken", message)));
		}
		check(form, !form.gitlabUrl().equals(today.gitlabUrl()), blueprint, violations);
		return violations;
	}

	private void check(LaunchForm form, boolean otherGitLab, Blueprint blueprint, List<Violation> violations) {
		Map<String, String> values = form.values(blueprint);
		if (form.stackTags() != null) {
			StackTags.objections(form.stackTags())
				.forEach((message) -> violations.add(new Violation("stackTags", message)));
		}
		for (TemplateParameter parameter : blueprint.template().parameters()) {
			if (!parameter.noEcho()) {
				String value = values.getOrDefault(parameter.name(), "");
				boolean address = otherGitLab && parameter.name().equals(LaunchForm.GITLAB_URL) && !value.isEmpty();
				(address ? this.addresses.objection(value) : Optional.<String>empty())
					.or(() -> violation(parameter, value, Dialect.of(blueprint.name())))
					.ifPresent((message) -> violations.add(new Violation(LaunchForm.field(parameter), message)));
			}
		}
		form.parameters()
			.keySet()
			.stream()
			.filter((name) -> !values.containsKey(name))
			.forEach((name) -> violations
				.add(new Violation("parameters[" + RefusedValue.name(name) + "]", foreign(name, blueprint))));
		boolean whole = violations.isEmpty();
		violations.addAll(new Contradictions(WellFormed.of(values, violations)).violations());
		if (whole) {
			blueprint.template()
				.evaluate(values, Map.of("AWS::Region", form.region()))
				.brokenRules()
				.forEach((rule) -> violations.add(new Violation("", rule)));
		}
	}

	/** The runner's libraries know better than a pattern what they read, and say why. */
	private static Optional<String> violation(TemplateParameter parameter, String value, Dialect dialect) {
		if (value.codePoints().anyMatch((character) -> isNoText(character, parameter.hasLines()))) {
			return Optional
				.of(parameter.hasLines() ? "Remove control characters." : "Remove line breaks and control characters.");
		}
		Optional<String> objection = switch (parameter.name()) {
			case "WorkingHours" -> value.isEmpty() ? Optional.empty() : WorkingHours.objection(value, dialect);
			case "Timezone" -> TimeZones.objection(value);
			default -> Optional.empty();
		};
		return objection.or(() -> parameter.violation(value));
	}

	private static void checkToken(TemplateParameter parameter, LaunchForm form, List<Violation> violations) {
		TokenSource source = form.source();
		if (String.join(",", Fleet.Jobs.tags(source.tags())).length() > MOST_OF_TAGS) {
			violations.add(new Violation("source.tags", "These are too many tags to remember."));
		}
		switch (source.way()) {
			case HAVE -> runnerToken(parameter, form.runnerToken())
				.ifPresent((message) -> violations.add(new Violation("runnerToken", message)));
			case TRADE -> {
				if (source.registrationToken().isBlank()) {
					violations.add(new Violation("source.registrationToken",
							"Paste the registration token. It is not kept between two attempts."));
				}
			}
			case CREATE -> {
				if (source.accessToken().isBlank()) {
					violations.add(new Violation("source.accessToken",
							"Paste the access token. It is not kept between two attempts."));
				}
			}
		}
	}

	/** What is wrong with a runner token, empty if nothing is. */
	static Optional<String> runnerToken(TemplateParameter parameter, Secret token) {
		TokenKind kind = TokenKind.of(token);
		return switch (kind) {
			case MISSING -> Optional.of("Paste the runner token.");
			case REGISTRATION -> Optional.of("This is a registration token. Choose “%s” above and paste it there."
				.formatted(TokenSource.Way.TRADE.label()));
			case ACCESS, OAUTH_ACCESS -> Optional.of("This is an access token. Choose “%s” above and paste it there."
				.formatted(TokenSource.Way.CREATE.label()));
			case MALFORMED -> Optional.of("A runner token is one word without spaces. Copy it again.");
			default -> kind.mayBeRunner() ? parameter.violation(token.reveal())
					: Optional.of("This is %s, not a runner token.".formatted(kind.title()));
		};
	}

	private static Optional<String> newRunnerToken(TemplateParameter parameter, Secret token) {
		TokenKind kind = TokenKind.of(token);
		return kind.mayBeRunner() ? parameter.violation(token.reveal()) : Optional
			.of("This is no runner token. The page “Runner tokens” trades one or creates one with what you have.");
	}

	/** Control characters, and halves of characters that no database would take. */
	private static boolean isNoText(int character, boolean lines) {
		boolean layout = lines && (character == '\n' || character == '\t');
		return !layout && Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
	}

	private static String foreign(String name, Blueprint blueprint) {
		boolean secret = blueprint.template()
			.parameters()
			.stream()
			.anyMatch((parameter) -> parameter.noEcho() && parameter.name().equals(name));
		if (secret) {
			return "Send the token as runnerToken: values among the parameters are stored.";
		}
		return "The blueprint has no parameter '%s'.".formatted(RefusedValue.name(name));
	}

}
