package dev.runnerfleet.secret;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A token on its way through the portal, so that printing, logging or serialising
 * whatever carries it says nothing.
 */
public final class Secret {

	private static final String HIDDEN = "••••";

	private final String value;

	/** A form's binder finds its way here, and may have nothing to give. */
	private Secret(@Nullable String value) {
		this.value = (value != null) ? value.strip() : "";
	}

	/**
	 * Wraps a token as a person pasted it.
	 * @param value the token; surrounding white space is dropped
	 * @return the secret, blank where nothing was given
	 */
	@JsonCreator
	public static Secret of(@Nullable String value) {
		return new Secret(value);
	}

	/**
	 * Hands out the token, for the one call it is meant for.
	 * @return the token itself
	 */
	public String reveal() {
		return this.value;
	}

	public boolean isBlank() {
		return this.value.isBlank();
	}

	/**
	 * Takes this token out of a text that somebody else wrote, such as an error message
	 * that quotes its input.
	 * @param text any text
	 * @return the text with each occurrence replaced
	 */
	public String scrub(String text) {
		return isBlank() ? text : text.replace(this.value, HIDDEN);
	}

	@JsonValue
	@Override
	public String toString() {
		return HIDDEN;
	}

}
