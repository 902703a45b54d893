package dev.runnerfleet.sandbox.template;

/** What stands in for the value of a NoEcho parameter. */
public final class Masks {

	/** What CloudFormation shows in its place. */
	public static final String MASK = "****";

	private Masks() {
	}

	/** A value without the number that tells one masked value from the next. */
	static String hidden(String value) {
		return value.matches("\\*{4}\\d+") ? MASK : value;
	}

}
