package dev.runnerfleet.sandbox.account;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Reads the loosely typed values of a template. */
public final class TemplateValues {

	private TemplateValues() {
	}

	@SuppressWarnings("unchecked")
	public static Map<String, Object> map(@Nullable Object value) {
		return (value instanceof Map) ? (Map<String, Object>) value : Map.of();
	}

	public static List<?> list(@Nullable Object value) {
		return (value instanceof List<?> list) ? list : List.of();
	}

	/**
	 * A member of whatever there is in a value, empty if nothing has one of that name.
	 */
	public static Map<String, Object> within(@Nullable Object value, String name) {
		Map<String, Object> map = map(value);
		return map.containsKey(name) ? map(map.get(name))
				: map.values()
					.stream()
					.map((each) -> within(each, name))
					.filter((found) -> !found.isEmpty())
					.findFirst()
					.orElse(Map.of());
	}

	/** Every text anywhere in a value. */
	public static Stream<String> texts(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			return map.values().stream().flatMap(TemplateValues::texts);
		}
		if (value instanceof Collection<?> list) {
			return list.stream().flatMap(TemplateValues::texts);
		}
		return (value instanceof String text) ? Stream.of(text) : Stream.empty();
	}

}
