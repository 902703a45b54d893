package dev.runnerfleet.secret;

import java.util.Arrays;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a pasted token looks like, so that one kind in another kind's place is named
 * instead of sent. Judged loosely: a self-managed GitLab may put a prefix of its own in
 * front, and some tokens have no prefix at all.
 */
public enum TokenKind {

	/** A runner authentication token of the current kind. */
	RUNNER(Role.RUNNER, TokenPrefix.RUNNER, "a runner token"),
	/** A runner authentication token that was traded for a registration token. */
	TRADED_RUNNER(Role.RUNNER, TokenPrefix.TRADED_RUNNER, "a runner token"),
	/** A registration token. */
	REGISTRATION(Role.REGISTRATION, TokenPrefix.REGISTRATION, "a registration token"),
	/** A personal, group or project access token. */
	ACCESS(Role.ACCESS, TokenPrefix.ACCESS, "an access token"),
	/** An access token that an OAuth application received. */
	OAUTH_ACCESS(Role.ACCESS, null, "an OAuth access token"),
	DEPLOY(Role.USELESS, TokenPrefix.DEPLOY, "a deploy token"), JOB(Role.USELESS, TokenPrefix.JOB, "a CI/CD job token"),
	TRIGGER(Role.USELESS, TokenPrefix.TRIGGER, "a pipeline trigger token"),
	FEED(Role.USELESS, TokenPrefix.FEED, "a feed token"),
	INCOMING_MAIL(Role.USELESS, TokenPrefix.INCOMING_MAIL, "an incoming mail token"),
	AGENT(Role.USELESS, TokenPrefix.AGENT, "a Kubernetes agent token"),
	OAUTH_SECRET(Role.USELESS, TokenPrefix.OAUTH_SECRET, "the secret of an OAuth application"),
	WORKSPACE(Role.USELESS, TokenPrefix.WORKSPACE, "a workspace token"),
	SCIM(Role.USELESS, TokenPrefix.SCIM, "a SCIM token"),
	FEATURE_FLAGS(Role.USELESS, TokenPrefix.FEATURE_FLAGS, "a feature flags client token"),
	/** Twenty characters without a prefix, as older GitLabs made for every purpose. */
	BARE(Role.UNCLEAR, null, "a token without a prefix"),
	/** Nothing known, such as an access token behind an instance's own prefix. */
	UNKNOWN(Role.UNCLEAR, null, "a token of an unknown kind"),
	/** Nothing at all. */
	MISSING(Role.USELESS, null, "nothing"),
	/** Nothing that GitLab hands out: with spaces or odd characters. */
	MALFORMED(Role.USELESS, null, "not a token");

	/** What a token of some kind can do for a runner. */
	public enum Role {

		RUNNER, REGISTRATION, ACCESS, UNCLEAR, USELESS

	}

	private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7E]{8,512}");

	private static final Pattern NAKED_RUNNER = Pattern.compile("t[123]_[\\w-]{20}");

	private static final Pattern NAKED = Pattern.compile("[\\w-]{20}");

	private static final Pattern OAUTH = Pattern.compile("[0-9a-f]{64}");

	private final Role role;

	private final String title;

	private final @Nullable Pattern pattern;

	TokenKind(Role role, @Nullable TokenPrefix prefix, String title) {
		this.role = role;
		this.title = title;
		this.pattern = (prefix != null)
				? Pattern.compile("(?:[\\w.-]{1,40}-)??" + Pattern.quote(prefix.text()) + "[\\w.-]+") : null;
	}

	/**
	 * Recognises a token by its shape.
	 * @param token any token
	 * @return its kind, {@link #UNKNOWN} where its shape says nothing
	 */
	public static TokenKind of(Secret token) {
		String value = token.reveal();
		if (token.isBlank()) {
			return MISSING;
		}
		if (!PRINTABLE.matcher(value).matches()) {
			return MALFORMED;
		}
		if (NAKED_RUNNER.matcher(value).matches()) {
			return RUNNER;
		}
		if (OAUTH.matcher(value).matches()) {
			return OAUTH_ACCESS;
		}
		return Arrays.stream(values())
			.filter((kind) -> kind.pattern != null && kind.pattern.matcher(value).matches())
			.findFirst()
			.orElse(NAKED.matcher(value).matches() ? BARE : UNKNOWN);
	}

	/** The kind in words that fit after "this is". */
	public String title() {
		return this.title;
	}

	/**
	 * Whether it could be a runner token as far as its shape tells.
	 * @return false for what is certainly something else
	 */
	public boolean mayBeRunner() {
		return this.role == Role.RUNNER || this.role == Role.UNCLEAR;
	}

	/** Whether it has a token's form at all. */
	public boolean isToken() {
		return this != MISSING && this != MALFORMED;
	}

	/** What it can do for a runner. */
	public Role role() {
		return this.role;
	}

}
