package dev.runnerfleet.fleet.launch;

import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPages;
import org.jspecify.annotations.Nullable;

/**
 * What a launch form had when it was shown, so that a choice which nobody's script
 * carried out is carried out once the form is sent.
 *
 * @param shown the blueprint whose fields were shown
 * @param filled the preset that the values came from
 * @param preset the preset that is chosen now
 */
record Shown(@Nullable String shown, @Nullable String filled, @Nullable String preset) {

	/** The form with the values of what is chosen now. */
	LaunchForm moved(LaunchPages pages, LaunchForm form) {
		return pages.moved(form, text(this.shown), text(this.filled), text(this.preset));
	}

	/** The preset that the form's values come from then, blank for none. */
	String chosen() {
		return text(this.preset).isEmpty() ? text(this.filled) : text(this.preset);
	}

	boolean isOfAnotherBlueprint(LaunchForm form) {
		return !text(this.shown).isEmpty() && !text(this.shown).equals(form.blueprint());
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
