package dev.runnerfleet.fleet;

import dev.runnerfleet.fleet.form.LaunchForm;

/**
 * Something about a launch or a change that looks wrong, but that a person may know
 * better.
 *
 * @param severity what it means for the launch or change
 * @param field the path in {@link LaunchForm}, blank where it is about the whole
 * @param message what was found and what to do about it
 */
public record Finding(Severity severity, String field, String message) {

	/** What a finding means for the launch or change. */
	enum Severity {

		/** It does not go on, unless the person says that it shall go on anyway. */
		STOPS,
		/** It goes on, and the person is told. */
		WARNS

	}

	public static Finding stops(String field, String message) {
		return new Finding(Severity.STOPS, field, message);
	}

	public static Finding warns(String field, String message) {
		return new Finding(Severity.WARNS, field, message);
	}

	public boolean stops() {
		return this.severity == Severity.STOPS;
	}

}
