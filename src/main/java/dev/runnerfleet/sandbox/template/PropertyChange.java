package dev.runnerfleet.sandbox.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.sandbox.account.TemplateValues;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The smallest part of a resource in which two deployments differ.
 *
 * @param path where it is, such as {@code /Properties/Tags/0/Value}
 * @param before the value so far, {@code null} if there was none
 * @param after the value to come, {@code null} if there will be none
 */
public record PropertyChange(String path, @Nullable Object before, @Nullable Object after) {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** Finds every difference, in the order of the values. */
	public static List<PropertyChange> between(String path, @Nullable Object before, @Nullable Object after) {
		List<PropertyChange> changes = new ArrayList<>();
		collect(path, before, after, changes);
		return changes;
	}

	/** The property itself, whichever part of it differs. */
	public String name() {
		return this.path.split("/", 4)[2];
	}

	public @Nullable String beforeText() {
		return text(this.before);
	}

	public @Nullable String afterText() {
		return text(this.after);
	}

	private static void collect(String path, @Nullable Object before, @Nullable Object after,
			List<PropertyChange> changes) {
		if (before instanceof Map<?, ?> && after instanceof Map<?, ?>) {
			Set<String> keys = new LinkedHashSet<>(TemplateValues.map(before).keySet());
			keys.addAll(TemplateValues.map(after).keySet());
			keys.forEach((key) -> collect(path + "/" + key, TemplateValues.map(before).get(key),
					TemplateValues.map(after).get(key), changes));
		}
		else if (before instanceof List<?> some && after instanceof List<?> others && some.size() == others.size()) {
			for (int i = 0; i < some.size(); i++) {
				collect(path + "/" + i, some.get(i), others.get(i), changes);
			}
		}
		else if (!String.valueOf(before).equals(String.valueOf(after))) {
			changes.add(new PropertyChange(path, before, after));
		}
	}

	private static @Nullable String text(@Nullable Object value) {
		if (value == null) {
			return null;
		}
		boolean structured = value instanceof Map || value instanceof List;
		return structured ? JSON.writeValueAsString(value) : Masks.hidden(String.valueOf(value));
	}

}
