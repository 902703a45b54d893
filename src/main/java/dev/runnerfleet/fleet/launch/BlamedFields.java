package dev.runnerfleet.fleet.launch;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.diagnosis.Cause;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.template.TemplateParameter;

/** Leads a failed launch back to the fields of its form that its cause lies in. */
final class BlamedFields {

	/** Fields that the manager has and the workers have. */
	private static final Set<String> EITHERS = Set.of("InstanceType", "ImageId", "VolumeSize");

	private BlamedFields() {
	}

	/**
	 * The fields that are to blame.
	 * @param cause why it failed
	 * @param failure what AWS said
	 * @param blueprint whose form it is
	 * @return their paths in {@link LaunchForm}, empty where no value is to blame
	 */
	static List<String> of(Cause cause, OperationFailure failure, Blueprint blueprint) {
		boolean manager = failure.logicalId() != null && failure.logicalId().startsWith("Manager");
		Stream<String> parameters = cause.fields()
			.stream()
			.map((name) -> EITHERS.contains(name) ? (manager ? "Manager" : "Worker") + name : name);
		return Stream.concat(parameters, quoted(failure, blueprint))
			.distinct()
			.flatMap((name) -> blueprint.template()
				.parameters()
				.stream()
				.filter((parameter) -> parameter.name().equals(name)))
			.map(LaunchForm::field)
			.toList();
	}

	/** AWS names the parameter where its value is not of the parameter's type. */
	private static Stream<String> quoted(OperationFailure failure, Blueprint blueprint) {
		return blueprint.template()
			.parameters()
			.stream()
			.map(TemplateParameter::name)
			.filter((name) -> Pattern.compile("\\bparameter( name)?:? '?" + name + "\\b")
				.matcher(failure.reason())
				.find());
	}

}
