package dev.runnerfleet.web;

/**
 * How a page learns that it is to show what was typed before the session was over: a page
 * with a form maps a second {@code GET} to this parameter, and binds the form from the
 * request. Whoever types the parameter into an address gets the plain page.
 */
public final class KeptFormParameter {

	/** The parameter's name. */
	public static final String PARAMETER = "kept";

	private KeptFormParameter() {
	}

}
