package dev.runnerfleet.audit;

/** What came of an action, as far as it is known when its entry is written. */
public enum Outcome {

	/**
	 * The intent, before anybody else is asked; what came of it is an entry of its own.
	 */
	ASKED("Asked", "busy"),
	/** It has happened. */
	DONE("Done", "good"),
	/** Somebody said no: the portal, AWS or GitLab. */
	REFUSED("Refused", "warn"),
	/** It went wrong on the way. */
	FAILED("Failed", "bad");

	private final String label;

	private final String tone;

	Outcome(String label, String tone) {
		this.label = label;
		this.tone = tone;
	}

	/** The outcome as people read it. */
	public String label() {
		return this.label;
	}

	/** The colour of its badge. */
	public String tone() {
		return this.tone;
	}

}
