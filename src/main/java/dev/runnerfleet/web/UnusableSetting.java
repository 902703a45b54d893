package dev.runnerfleet.web;

/** Stops a start that would go on with a setting that cannot be meant. */
public final class UnusableSetting extends RuntimeException {

	private final String next;

	/**
	 * Names the setting; neither sentence may repeat a secret.
	 * @param what what is wrong, in a sentence
	 * @param next what to do about it, in a sentence or two
	 */
	public UnusableSetting(String what, String next) {
		super(what);
		this.next = next;
	}

	String next() {
		return this.next;
	}

}
