package dev.runnerfleet.sandbox.gitlab;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What an access token of the sandbox may read, by how it ends. */
enum ReadingToken {

	/** Any other: it reads all that there is. */
	GOOD("", List.of("read_api"), 90),
	/** Its days are numbered. */
	ENDING("sandbox-ending", List.of("read_api"), 5),
	/** It may do more than read. */
	MUCH("sandbox-much", List.of("api"), 90),
	/** It reads too little. */
	LITTLE("sandbox-little", List.of("read_user"), 90),
	/** Its owner is no Maintainer: jobs are shown, and the runner is not. */
	REPORTER("sandbox-reporter", List.of("read_api"), 90),
	/** It is taken once, and refused when it is used. */
	BRIEF("sandbox-brief", List.of("read_api"), 90);

	private final String ending;

	private final List<String> scopes;

	private final int days;

	ReadingToken(String ending, List<String> scopes, int days) {
		this.ending = ending;
		this.scopes = scopes;
		this.days = days;
	}

	/** The last that fits: the first fits each. */
	static ReadingToken of(String token) {
		ReadingToken fits = GOOD;
		for (ReadingToken each : values()) {
			fits = token.endsWith(each.ending) ? each : fits;
		}
		return fits;
	}

	/** What GitLab says of the token itself. */
	Map<String, Object> about(LocalDate today) {
		return Map.of("id", 1, "name", "fleets", "revoked", false, "active", true, "scopes", this.scopes, "expires_at",
				today.plusDays(this.days).toString());
	}

}
