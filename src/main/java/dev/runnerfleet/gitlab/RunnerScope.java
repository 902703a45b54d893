package dev.runnerfleet.gitlab;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.runnerfleet.web.Option;

/** Whom a new runner serves. */
public enum RunnerScope {

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
