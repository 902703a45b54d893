package dev.runnerfleet.audit;

/** What people do here, in the words of the field. */
public enum Action {

	SIGN_IN("Sign in"), SIGN_IN_REFUSED("Sign-in refused"), SIGN_OUT("Sign out"),
	/** A role that does not suffice, or a form that may be forged. */
	REFUSED("Request refused"), LAUNCH("Launch a fleet"), RETRY("Retry a launch"), ADOPT("Adopt a fleet"),
	PREVIEW("Preview a change"), APPLY("Apply a change"), DISCARD("Discard a change"),
	CANCEL_UPDATE("Cancel an update"), CONTINUE_ROLLBACK("Continue a rollback"), PROTECT("Protect a fleet"),
	UNPROTECT("Take protection off"), DETECT_DRIFT("Detect drift"), REMOVE("Remove a fleet"),
	STOP_LAUNCH("Stop a launch"), LABEL("Label a fleet"), BULK("Act on several fleets"),
	BRING_BACK("Bring a fleet back"), MOVE("Move a fleet"), TOKEN_EXCHANGED("Exchange a registration token"),
	RUNNER_CREATED("Create a runner"), TOKEN_CHECKED("Check a token"), RUNNER_REMOVED("Remove a runner"),
	USER_CREATED("Add a user"), USER_CHANGED("Change a user"), USER_REMOVED("Remove a user"),
	PASSWORD_CHANGED("Change a password"), SESSION_ENDED("End sessions"), API_TOKEN_MADE("Make an API token"),
	API_TOKEN_REVOKED("Revoke an API token"), SECOND_FACTOR("Second factor"), TARGET_ADDED("Add a notification target"),
	TARGET_CHANGED("Change a notification target"), TARGET_REMOVED("Remove a notification target"),
	READ_TOKEN_KEPT("Keep a GitLab read token"), READ_TOKEN_REMOVED("Remove a GitLab read token"),
	TRAIL_CUT("Remove old audit entries");

	private final String label;

	Action(String label) {
		this.label = label;
	}

	/** The action as people read it. */
	public String label() {
		return this.label;
	}

}
