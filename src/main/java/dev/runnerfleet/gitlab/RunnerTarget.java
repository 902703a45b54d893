package dev.runnerfleet.gitlab;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a new runner belongs.
 *
 * @param scope whom it serves
 * @param place the id, path or address of the group or project, blank for the instance
 */
public record RunnerTarget(RunnerScope scope, String place) {

	private static final Pattern PATH = Pattern.compile("[\\p{L}\\p{N}_.-]+(/[\\p{L}\\p{N}_.-]+)*");

	public RunnerTarget {
		place = place.strip();
		if (place.matches("https?://.*")) {
			place = pathOf(place);
		}
		place = place.replaceFirst("^/?(groups/)?", "").replaceFirst("(/-/.*|/+)$", "");
	}

	boolean isId() {
		return this.place.matches("\\d{1,18}");
	}

	Map<String, String> problems() {
		if (this.scope == RunnerScope.INSTANCE) {
			return Map.of();
		}
		if (this.place.isEmpty()) {
			return Map.of("target", "Enter the " + this.scope.noun() + "'s ID or path.");
		}
		return PATH.matcher(this.place).matches() ? Map.of()
				: Map.of("target", "This is neither an ID nor a path, such as my-group/my-project.");
	}

	private static String pathOf(String address) {
		try {
			return String.valueOf(URI.create(address).getPath());
		}
		catch (IllegalArgumentException ex) {
			return address;
		}
	}

}
