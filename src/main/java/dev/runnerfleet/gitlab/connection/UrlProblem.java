package dev.runnerfleet.gitlab.connection;

/** What can be wrong with the form of a GitLab URL. */
enum UrlProblem {

	MISSING("No GitLab URL was given.", "Enter the address of your GitLab, such as https://gitlab.com."),
	UNREADABLE("This is not a URL.", "Enter the address of your GitLab, such as https://gitlab.com."),
	SCHEME("Only https URLs lead to a GitLab.", "Write the address with https:// in front."),
	PLAIN_HTTP("Plain http would carry the token unencrypted.",
			"Use https, or ask whoever runs this portal to set portal.gitlab.allow-http."),
	USER_INFO("The URL has a user name before an @ sign.", "Leave out everything up to the @ sign."),
	PORT("The portal does not connect to this port.",
			"Use the port of your GitLab’s web pages, or ask whoever runs this portal to list it in "
					+ "portal.gitlab.allowed-ports."),
	NO_PORT("There is no such port.", "Ports go up to 65535; leave it out where it is https’s own."),
	ENCODED("The URL has percent-encoded characters.", "Write it in plain characters."),
	NOT_ASCII("The URL has characters beyond plain ASCII.", "Write an international name in its xn-- form."),
	ODD_ADDRESS("The host is a number in an unusual form.",
			"Use the host’s name, or its address in the usual form, such as 192.0.2.1."),
	HOST("The host’s name is not a valid one.", "Check it for stray dots and other characters."),
	TRAILING("The URL has a question mark or a # sign.", "Leave out everything from there on."),
	PATH("The URL’s path has dots or empty parts.", "Enter the address of your GitLab’s front page.");

	private final String detail;

	private final String nextStep;

	UrlProblem(String detail, String nextStep) {
		this.detail = detail;
		this.nextStep = nextStep;
	}

	String detail() {
		return this.detail;
	}

	String nextStep() {
		return this.nextStep;
	}

}
