package dev.runnerfleet.gitlab.runner;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.runnerfleet.web.Option;
import org.jspecify.annotations.Nullable;

/**
 * Where a new runner belongs.
 *
 * @param scope whom it serves
 * @param place the id, path or address of the group or project, blank for the instance
 */
public record RunnerTarget(Scope scope, String place) {

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
		if (this.scope == Scope.INSTANCE) {
			return Map.of();
		}
		if (this.place.isEmpty()) {
			return Map.of("target", "Enter the " + this.scope.noun() + "'s ID or path.");
		}
		return PATH.matcher(this.place).matches() ? Map.of()
				: Map.of("target", "This is neither an ID nor a path, such as my-group/my-project.");
	}

	/** Its runners' page in GitLab; one that is known by its id alone leads there. */
	URI page(URI gitlab) {
		return URI.create(gitlab + switch (this.scope) {
			case INSTANCE -> "/admin/runners";
			case GROUP -> isId() ? "/-/g/" + this.place : "/groups/" + path() + "/-/runners";
			case PROJECT -> isId() ? "/projects/" + this.place : "/" + path() + "/-/runners";
		});
	}

	/** The page of one of its runners, {@code null} where only its own id is known. */
	@Nullable URI page(URI gitlab, long runnerId) {
		boolean known = this.scope == Scope.INSTANCE || !isId();
		return known ? URI.create(page(gitlab) + "/" + runnerId) : null;
	}

	/** Where the API lists its runners. */
	String list() {
		return (this.scope == Scope.INSTANCE) ? "/runners/all"
				: "/" + this.scope.collection() + "/" + encoded() + "/runners";
	}

	/** Its id or path as one segment of an address. */
	String encoded() {
		return URLEncoder.encode(this.place, StandardCharsets.UTF_8);
	}

	/** Whose runners these are, in words. */
	String words() {
		return (this.scope == Scope.INSTANCE) ? "the instance" : "the " + this.scope.noun() + " " + this.place;
	}

	private String path() {
		return encoded().replace("%2F", "/");
	}

	private static String pathOf(String address) {
		try {
			return String.valueOf(URI.create(address).getPath());
		}
		catch (IllegalArgumentException ex) {
			return address;
		}
	}

	/** Whom a new runner serves. */
	public enum Scope {

		INSTANCE, GROUP, PROJECT;

		/** The scopes as a form offers them, the usual one first. */
		public static List<Option> options() {
			return List.of(Option.of(GROUP.name(), "A group"), Option.of(PROJECT.name(), "A project"),
					Option.of(INSTANCE.name(), "The whole instance"));
		}

		/** The name that forms and JSON use. */
		@JsonValue
		public String value() {
			return name().toLowerCase(Locale.ROOT);
		}

		String noun() {
			return value();
		}

		/** GitLab's own name of the type. */
		String runnerType() {
			return value() + "_type";
		}

		/** Where the API keeps those that can have a runner. */
		String collection() {
			return value() + "s";
		}

	}

}
