package dev.runnerfleet.notification.occurrence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a target may want to hear of. */
public enum Topic {

	READY("Ready", "A launch or a change is done"), FAILED("Failed", "A launch, a change or a rollback failed"),
	CHANGED_OUTSIDE("Changed outside", "Somebody changed or removed a fleet without the portal"),
	DRIFT("Drift", "A fleet differs from its template"),
	HEALTH("Health", "A fleet stops working as it should, and works again"), TOKEN("Token", "A runner token ends soon"),
	REMOVAL_STOPPED("Removal stopped", "A removal needs somebody"),
	/** What an administrator sends to see whether it arrives. */
	TEST("Test", "");

	private final String label;

	private final String hint;

	Topic(String label, String hint) {
		this.label = label;
		this.hint = hint;
	}

	/** Those that somebody can choose. */
	public static List<Topic> choices() {
		return Arrays.stream(values()).filter((topic) -> topic != TEST).toList();
	}

	public String label() {
		return this.label;
	}

	public String hint() {
		return this.hint;
	}

	/** Its name in messages, such as {@code changed-outside}. */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
