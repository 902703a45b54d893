package dev.runnerfleet.fleet.blueprint;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.runnerfleet.stack.template.ParameterGroup;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.jspecify.annotations.Nullable;

/**
 * An embedded template and what it says of itself to people.
 *
 * @param name how it is chosen, such as {@code docker-autoscaler}
 * @param title how it is shown
 * @param summary when to choose it
 * @param version grows with every change of the template
 * @param deprecated until when it can be used, {@code null} if there is no end in sight
 * @param template the template as people read it
 * @param body the same as AWS gets it
 */
public record Blueprint(String name, String title, String summary, int version, @Nullable String deprecated,
		Template template, String body) {

	static Blueprint of(String name, String text) {
		Template template = Template.parse(text);
		Map<?, ?> own = (Map<?, ?>) Objects.requireNonNull(template.metadata().get("RunnerFleetPortal"), name);
		Object deprecated = own.get("Deprecated");
		return new Blueprint(name, String.valueOf(own.get("Title")), String.valueOf(own.get("Summary")),
				Integer.parseInt(String.valueOf(own.get("Version"))),
				(deprecated != null) ? String.valueOf(deprecated) : null, template, template.compact());
	}

	/** Where the machines of a stack write what they do, whichever blueprint it has. */
	public static String logGroup(String stackName) {
		return "/runner-fleet/" + stackName;
	}

	/** The parameters that every launch asks for. */
	public List<TemplateParameter> essentials() {
		return parameters(this.template.groups().get(0));
	}

	/** The parameter that takes the runner token. */
	public TemplateParameter secret() {
		return this.template.parameters().stream().filter(TemplateParameter::noEcho).findFirst().orElseThrow();
	}

	/** The groups of parameters that have a working default. */
	public List<ParameterGroup> advanced() {
		return this.template.groups().subList(1, this.template.groups().size());
	}

	public List<TemplateParameter> parameters(ParameterGroup group) {
		return group.parameters().stream().map(this::parameter).toList();
	}

	/**
	 * Whether the manager starts its workers by itself through docker-machine, in the
	 * first subnet only.
	 */
	public boolean machines() {
		return this.name.equals("docker-machine");
	}

	/** How many resources a stack with these values has. */
	public int resources(Map<String, String> values, String region) {
		return this.template.evaluate(values, Map.of("AWS::Region", region)).resources().size();
	}

	private TemplateParameter parameter(String name) {
		return this.template.parameters()
			.stream()
			.filter((parameter) -> parameter.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
