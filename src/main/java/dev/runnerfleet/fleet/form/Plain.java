package dev.runnerfleet.fleet.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a request says, as somebody meant it: whatever it left out is blank, white space
 * around a value is nobody's wish, and a browser ends lines as Windows does.
 */
final class Plain {

	private Plain() {
	}

	static String text(@Nullable String text) {
		return (text != null) ? text.strip().replace("\r\n", "\n") : "";
	}

	static List<String> list(@Nullable List<String> values) {
		return (values != null) ? values.stream().filter(Objects::nonNull).map(String::strip).distinct().toList()
				: List.of();
	}

	/**
	 * A URL with what could be a password in it is forgotten at once, as the form would
	 * show it again.
	 */
	static Map<String, String> values(@Nullable Map<String, String> values) {
		Map<String, String> plain = new LinkedHashMap<>();
		if (values != null) {
			values.forEach((name, value) -> plain.put(name, text(value)));
		}
		plain.computeIfPresent(LaunchForm.GITLAB_URL, (name, url) -> url.matches("[^@?#]*") ? url : "");
		return plain;
	}

}
