package dev.runnerfleet.gitlab;

import java.util.Locale;

import dev.runnerfleet.secret.TokenKind;

/** The ways to a runner token, so that an answer can point to a better one. */
public enum TokenWay {

	TRADE(TokenKind.Role.REGISTRATION, "a registration token", "Trade a registration token", "Trade it"),
	CREATE(TokenKind.Role.ACCESS, "an access token with the scope create_runner", "Create a runner",
			"Create the runner"),
	CHECK(TokenKind.Role.RUNNER, "a runner token", "Check a token", "Check it");

	private final TokenKind.Role role;

	private final String wants;

	private final String label;

	private final String action;

	TokenWay(TokenKind.Role role, String wants, String label, String action) {
		this.role = role;
		this.wants = wants;
		this.label = label;
		this.action = action;
	}

	/** The name of the tab on the token page. */
	public String tab() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** What the tab says. */
	public String label() {
		return this.label;
	}

	/** What the button says. */
	public String action() {
		return this.action;
	}

	public boolean takes(TokenKind kind) {
		return kind.role() == this.role || kind.role() == TokenKind.Role.UNCLEAR;
	}

	public String wants() {
		return this.wants;
	}

}
