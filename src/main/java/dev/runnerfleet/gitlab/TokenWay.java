package dev.runnerfleet.gitlab;

import java.util.Locale;

/** The ways to a runner token, so that an answer can point to a better one. */
public enum TokenWay {

	TRADE(TokenKind.Role.REGISTRATION, "a registration token"),
	CREATE(TokenKind.Role.ACCESS, "an access token with the scope create_runner"),
	CHECK(TokenKind.Role.RUNNER, "a runner token");

	private final TokenKind.Role role;

	private final String wants;

	TokenWay(TokenKind.Role role, String wants) {
		this.role = role;
		this.wants = wants;
	}

	/** The name of the tab on the token page. */
	public String tab() {
		return name().toLowerCase(Locale.ROOT);
	}

	boolean takes(TokenKind kind) {
		return kind.role() == this.role || kind.role() == TokenKind.Role.UNCLEAR;
	}

	String wants() {
		return this.wants;
	}

}
