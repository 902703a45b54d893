package dev.runnerfleet.web;

import org.jspecify.annotations.Nullable;

/**
 * One choice of a select or a list of checkboxes.
 *
 * @param value what the form sends
 * @param label what the person reads
 * @param hint muted words beside the label, shown in lists of checkboxes only
 */
public record Option(String value, String label, @Nullable String hint) {

	public static Option of(String value, String label) {
		return new Option(value, label, null);
	}

}
