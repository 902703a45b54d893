package dev.runnerfleet.web;

/** What a user may do; each role includes the one before it. */
public enum Role {

	/** Sees everything. */
	VIEWER,
	/** Launches and changes fleets. */
	OPERATOR,
	/** Manages users as well. */
	ADMIN;

	/** Which role includes which, as Spring Security reads it. */
	public static final String HIERARCHY = "ROLE_ADMIN > ROLE_OPERATOR\nROLE_OPERATOR > ROLE_VIEWER";

	/** Whether it may do what the other one may not. */
	public boolean isAbove(Role other) {
		return compareTo(other) > 0;
	}

	/** Its name as Spring Security grants it. */
	public String authority() {
		return "ROLE_" + this;
	}

	/** The role as people read it. */
	public String label() {
		return switch (this) {
			case VIEWER -> "Viewer";
			case OPERATOR -> "Operator";
			case ADMIN -> "Administrator";
		};
	}

}
