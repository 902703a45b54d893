package dev.runnerfleet.fleet;

import java.util.regex.Pattern;

import dev.runnerfleet.fleet.form.LaunchForm;
import org.jspecify.annotations.Nullable;

/**
 * Something about a launch or a change that a person should know before it begins, and
 * may know better.
 *
 * @param severity what it means for the launch or change
 * @param field the path in {@link LaunchForm}, blank where it is about the whole
 * @param message what was found, in a sentence or two
 * @param remedy what to do about it, blank where there is nothing to do
 * @param link where to look or to mend it, {@code null} where there is no such page
 */
public record Finding(Severity severity, String field, String message, String remedy, @Nullable Link link) {

	private static final Pattern FIELD = Pattern.compile("([a-z]\\w*|parameters\\[\\w+])?");

	public Finding {
		if (!FIELD.matcher(field).matches()) {
			throw new IllegalArgumentException("No form has a field " + field);
		}
	}

	/** What a finding means for the launch or change. */
	public enum Severity {

		/** It does not go on, unless the person says that it shall go on anyway. */
		STOPS("Stops"),
		/** It goes on, and the person is told. */
		WARNS("Warning"),
		/** It goes on; good to know. */
		NOTES("Note");

		private final String label;

		Severity(String label) {
			this.label = label;
		}

		/** The word that people see. */
		public String label() {
			return this.label;
		}

	}

	/**
	 * A page elsewhere.
	 *
	 * @param title what it is, such as {@code Service Quotas in the AWS console}
	 * @param url its address
	 */
	public record Link(String title, String url) {

	}

	public static Finding stops(String field, String message) {
		return new Finding(Severity.STOPS, field, message, "", null);
	}

	public static Finding warns(String field, String message) {
		return new Finding(Severity.WARNS, field, message, "", null);
	}

	public static Finding notes(String field, String message) {
		return new Finding(Severity.NOTES, field, message, "", null);
	}

	/** The same with what to do about it. */
	public Finding mend(String remedy) {
		return new Finding(this.severity, this.field, this.message, remedy, this.link);
	}

	/** The same with a page to look at, or to mend it on. */
	public Finding linked(String title, String url) {
		return new Finding(this.severity, this.field, this.message, this.remedy, new Link(title, url));
	}

	public boolean stops() {
		return this.severity == Severity.STOPS;
	}

	public boolean warns() {
		return this.severity == Severity.WARNS;
	}

	/** All of it in one text, for where there is room for no more. */
	public String words() {
		return (this.message + " " + this.remedy).strip();
	}

}
