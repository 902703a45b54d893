package dev.runnerfleet.stack.template;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds what a resource waits for: {@code DependsOn} and whatever it refers to, looking
 * only into the branches of {@code Fn::If} that are taken.
 */
final class Dependencies {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}][^}]*)}");

	private final Set<String> found = new LinkedHashSet<>();

	private final Evaluation evaluation;

	private Dependencies(Evaluation evaluation) {
		this.evaluation = evaluation;
	}

	static Set<String> of(Map<String, Object> resource, Evaluation evaluation) {
		Dependencies dependencies = new Dependencies(evaluation);
		Object explicit = resource.get("DependsOn");
		if (explicit instanceof String logicalId) {
			dependencies.found.add(logicalId);
		}
		TemplateReader.list(explicit).forEach((logicalId) -> dependencies.found.add(String.valueOf(logicalId)));
		dependencies.visit(resource.get("Properties"));
		dependencies.visit(resource.get("Metadata"));
		return dependencies.found;
	}

	private void visit(@Nullable Object value) {
		if (value instanceof List<?> list) {
			list.forEach(this::visit);
		}
		else if (value instanceof Map<?, ?> map) {
			map.forEach((key, argument) -> visit(String.valueOf(key), argument));
		}
	}

	private void visit(String key, @Nullable Object argument) {
		switch (key) {
			case "Ref" -> this.found.add(String.valueOf(argument));
			case "Fn::GetAtt" -> this.found.add(String.valueOf(TemplateReader.list(argument).get(0)));
			case "Fn::Sub" -> visitSub(argument);
			case "Fn::If" -> {
				List<Object> branches = TemplateReader.list(argument);
				visit(branches.get(this.evaluation.holds(branches.get(0)) ? 1 : 2));
			}
			default -> visit(argument);
		}
	}

	private void visitSub(@Nullable Object argument) {
		List<Object> parts = (argument instanceof String text) ? List.of(text) : TemplateReader.list(argument);
		Map<String, Object> variables = (parts.size() > 1) ? TemplateReader.map(parts.get(1)) : Map.of();
		visit(variables);
		Matcher matcher = PLACEHOLDER.matcher(String.valueOf(parts.get(0)));
		while (matcher.find()) {
			String name = matcher.group(1).strip();
			if (!variables.containsKey(name)) {
				this.found.add(name.split("\\.", 2)[0]);
			}
		}
	}

}
