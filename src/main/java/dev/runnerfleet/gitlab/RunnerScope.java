package dev.runnerfleet.gitlab;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whom a new runner serves. */
public enum RunnerScope {

	INSTANCE, GROUP, PROJECT;

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
