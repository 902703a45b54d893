package dev.runnerfleet.stack.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * CloudFormation's intrinsic functions, as far as templates without transforms use them.
 */
final class Intrinsics {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

	private final Evaluation evaluation;

	private final Map<String, Object> mappings;

	private final Map<String, Object> references;

	private final Evaluation.Attributes attributes;

	Intrinsics(Evaluation evaluation, Map<String, Object> mappings, Map<String, Object> references,
			Evaluation.Attributes attributes) {
		this.evaluation = evaluation;
		this.mappings = mappings;
		this.references = references;
		this.attributes = attributes;
	}

	@Nullable Object resolve(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(this::resolve).filter(Objects::nonNull).toList();
		}
		if (!(value instanceof Map<?, ?> map)) {
			return value;
		}
		if (map.size() == 1) {
			String key = String.valueOf(map.keySet().iterator().next());
			boolean condition = key.equals("Condition") && map.get(key) instanceof String;
			if (key.equals("Ref") || condition || key.startsWith("Fn::")) {
				return apply(key, map.get(key));
			}
		}
		Map<String, Object> resolved = new LinkedHashMap<>();
		map.forEach((key, part) -> {
			Object result = resolve(part);
			if (result != null) {
				resolved.put(String.valueOf(key), result);
			}
		});
		return resolved;
	}

	private @Nullable Object apply(String function, @Nullable Object argument) {
		return switch (function) {
			case "Ref" -> reference(String.valueOf(argument));
			case "Condition" -> this.evaluation.holds(argument);
			case "Fn::If" -> {
				List<Object> branches = TemplateReader.list(argument);
				yield resolve(branches.get(this.evaluation.holds(branches.get(0)) ? 1 : 2));
			}
			case "Fn::Equals" -> {
				List<Object> sides = arguments(argument);
				yield String.valueOf(sides.get(0)).equals(String.valueOf(sides.get(1)));
			}
			case "Fn::Not" -> !Boolean.TRUE.equals(arguments(argument).get(0));
			case "Fn::And" -> arguments(argument).stream().allMatch(Boolean.TRUE::equals);
			case "Fn::Or" -> arguments(argument).stream().anyMatch(Boolean.TRUE::equals);
			case "Fn::GetAtt" -> {
				List<Object> path = TemplateReader.list(argument);
				yield this.attributes.get(String.valueOf(path.get(0)), String.valueOf(path.get(1)));
			}
			case "Fn::Sub" -> sub(argument);
			case "Fn::Join" -> {
				List<Object> parts = arguments(argument);
				yield TemplateReader.list(parts.get(1))
					.stream()
					.map(String::valueOf)
					.collect(Collectors.joining(String.valueOf(parts.get(0))));
			}
			case "Fn::Split" -> {
				List<Object> parts = arguments(argument);
				yield split(String.valueOf(parts.get(0)), String.valueOf(parts.get(1)));
			}
			case "Fn::Select" -> {
				List<Object> parts = arguments(argument);
				yield TemplateReader.list(parts.get(1)).get(Integer.parseInt(String.valueOf(parts.get(0))));
			}
			case "Fn::FindInMap" -> find(arguments(argument));
			case "Fn::Base64" ->
				Base64.getEncoder().encodeToString(String.valueOf(resolve(argument)).getBytes(StandardCharsets.UTF_8));
			case "Fn::GetAZs" -> List.of("a", "b", "c").stream().map((zone) -> region(argument) + zone).toList();
			default -> throw new IllegalArgumentException(function + " is not supported");
		};
	}

	private List<Object> arguments(@Nullable Object argument) {
		return TemplateReader.list(resolve(argument));
	}

	private String region(@Nullable Object argument) {
		String region = String.valueOf(resolve(argument));
		return region.isEmpty() ? String.valueOf(reference("AWS::Region")) : region;
	}

	private @Nullable Object reference(String name) {
		if (name.equals("AWS::NoValue")) {
			return null;
		}
		Object value = this.references.get(name);
		return (value != null) ? value : this.attributes.get(name, null);
	}

	private Object find(List<Object> path) {
		Object row = TemplateReader.map(this.mappings.get(String.valueOf(path.get(0))))
			.get(String.valueOf(path.get(1)));
		Object value = TemplateReader.map(row).get(String.valueOf(path.get(2)));
		if (value == null) {
			throw new IllegalArgumentException("No mapping for " + path);
		}
		return value;
	}

	private String sub(@Nullable Object argument) {
		List<Object> parts = (argument instanceof String text) ? List.of(text) : TemplateReader.list(argument);
		Map<String, Object> variables = (parts.size() > 1) ? TemplateReader.map(resolve(parts.get(1))) : Map.of();
		return PLACEHOLDER.matcher(String.valueOf(parts.get(0)))
			.replaceAll((match) -> Matcher.quoteReplacement(match.group(1).isEmpty()
					? placeholder(match.group(2).strip(), variables) : "${" + match.group(2) + "}"));
	}

	private String placeholder(String name, Map<String, Object> variables) {
		if (variables.containsKey(name)) {
			return String.valueOf(variables.get(name));
		}
		int dot = name.indexOf('.');
		Object value = (dot < 0) ? reference(name)
				: this.attributes.get(name.substring(0, dot), name.substring(dot + 1));
		return String.valueOf(value);
	}

	static List<String> split(String separator, String text) {
		return new ArrayList<>(Arrays.asList(text.split(Pattern.quote(separator), -1)));
	}

}
