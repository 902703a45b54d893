package dev.runnerfleet.fleet.form;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.runnerfleet.stack.template.TemplateParameter;
import dev.runnerfleet.web.Option;

/**
 * Makes a form's fields from a blueprint's parameters.
 *
 * @param choices what the account has
 * @param explanation what is said of a parameter
 * @param values the form's values by parameter
 * @param usual values by parameter where nobody touched them
 */
record LaunchFields(AccountOptions choices, Function<TemplateParameter, String> explanation, Map<String, String> values,
		Map<String, String> usual) {

	/** For a new fleet: what a later change of a value does is of no interest yet. */
	static LaunchFields ofLaunch(AccountOptions choices, LaunchForm form, Baseline baseline) {
		return new LaunchFields(choices, LaunchFields::meaning, form.values(baseline.blueprint()), baseline.values());
	}

	/** For a fleet that is there: what a change does is part of the explanation. */
	static LaunchFields ofChange(AccountOptions choices) {
		return new LaunchFields(choices, TemplateParameter::description, Map.of(), Map.of());
	}

	LaunchPage.Field field(TemplateParameter parameter) {
		LaunchPage.Kind kind = kind(parameter);
		List<Option> options = switch (kind) {
			case KEY_PAIR -> this.choices.keyPairs();
			case VPC -> this.choices.vpcs();
			case SUBNETS -> this.choices.subnets();
			case SELECT -> parameter.allowedValues().stream().map((value) -> Option.of(value, words(value))).toList();
			default -> List.of();
		};
		boolean required = parameter.noEcho() || parameter.violation("").isPresent();
		// Each browser has a time zone of its own.
		String usual = parameter.name().equals("Timezone") ? null : this.usual.get(parameter.name());
		boolean own = usual != null && !usual.equals(this.values.getOrDefault(parameter.name(), usual));
		return new LaunchPage.Field(LaunchForm.field(parameter), kind, parameter.label(),
				this.explanation.apply(parameter), required, options,
				(parameter.min() != null) ? parameter.min().toPlainString() : null,
				(parameter.max() != null) ? parameter.max().toPlainString() : null, usual, own);
	}

	private static String meaning(TemplateParameter parameter) {
		String description = parameter.description();
		int end = description.indexOf(". ");
		return (end > 0) ? description.substring(0, end + 1) : description;
	}

	private static LaunchPage.Kind kind(TemplateParameter parameter) {
		return switch (parameter.type()) {
			case "AWS::EC2::VPC::Id" -> LaunchPage.Kind.VPC;
			case "List<AWS::EC2::Subnet::Id>" -> LaunchPage.Kind.SUBNETS;
			case "Number" -> parameter.allowedValues().isEmpty() ? LaunchPage.Kind.NUMBER : LaunchPage.Kind.SELECT;
			default -> {
				if (parameter.noEcho()) {
					yield LaunchPage.Kind.SECRET;
				}
				if (parameter.name().equals("ManagerKeyPair")) {
					yield LaunchPage.Kind.KEY_PAIR;
				}
				LaunchPage.Kind text = parameter.hasLines() ? LaunchPage.Kind.LINES : LaunchPage.Kind.TEXT;
				yield parameter.allowedValues().isEmpty() ? text : LaunchPage.Kind.SELECT;
			}
		};
	}

	private static String words(String value) {
		return Map.of("true", "Yes", "false", "No", "", "Default").getOrDefault(value, value);
	}

}
