package dev.runnerfleet.sandbox.template;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.stack.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a part of a template is made from: parameters and resources as {@code Name},
 * attributes as {@code Name.Attribute}, conditions taken apart.
 */
public final class References {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}][^}]*)}");

	private final Map<String, Object> conditions;

	private final Set<String> found = new LinkedHashSet<>();

	private References(Template template) {
		this.conditions = template.section("Conditions");
	}

	public static Set<String> of(@Nullable Object part, Template template) {
		References references = new References(template);
		references.visit(part);
		return references.found;
	}

	private void visit(@Nullable Object part) {
		if (part instanceof Collection<?> list) {
			list.forEach(this::visit);
		}
		else if (part instanceof Map<?, ?> map) {
			map.forEach((key, argument) -> visit(String.valueOf(key), argument));
		}
	}

	private void visit(String key, @Nullable Object argument) {
		List<?> list = (argument instanceof List<?> some && !some.isEmpty()) ? some : List.of("");
		switch (key) {
			case "Ref" -> this.found.add(String.valueOf(argument));
			case "Condition" -> visit(this.conditions.get(String.valueOf(argument)));
			case "Fn::GetAtt" -> this.found.add(list.get(0) + "." + list.get(list.size() - 1));
			case "Fn::If" -> {
				visit(this.conditions.get(String.valueOf(list.get(0))));
				visit(list);
			}
			case "Fn::Sub" -> {
				Matcher names = PLACEHOLDER
					.matcher(String.valueOf((argument instanceof List) ? list.get(0) : argument));
				while (names.find()) {
					this.found.add(names.group(1).strip());
				}
				visit(list);
			}
			default -> visit(argument);
		}
	}

}
