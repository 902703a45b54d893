package dev.runnerfleet.gitlab.connection;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.GitLabFailure;

/**
 * Posts to an address that is no GitLab's, behind the very guard that GitLabs are called
 * behind: what it lets through, how long and how much is decided by the same settings.
 */
public final class GuardedPosts {

	private static final int LONGEST = 1000;

	private static final Pattern ADDRESS = Pattern.compile("(?i)(https?://[^/?#]+)([/?][!-~&&[^#\\\\]]*)?");

	private final GitLabUrls urls;

	private final GitLabHttp http;

	GuardedPosts(GitLabUrls urls, GitLabHttp http) {
		this.urls = urls;
		this.http = http;
	}

	/** What came of a post. */
	public sealed interface Posted {

		/**
		 * Somebody answered.
		 *
		 * @param status the HTTP status
		 * @param retryAfter its header of that name, blank where there is none; the rest
		 * of the answer is not read
		 */
		record Answered(int status, String retryAfter) implements Posted {

		}

		/**
		 * Nobody did, or the post was not sent.
		 *
		 * @param words why, in a sentence
		 */
		record Unanswered(String words) implements Posted {

		}

	}

	/**
	 * Looks whether an address may be posted to, as far as can be seen without a call.
	 * @param address what a person typed
	 * @return what is wrong with it, in a sentence; empty where it will do
	 */
	public Optional<String> problem(String address) {
		try {
			this.http.check(host(address));
			return Optional.empty();
		}
		catch (Unfit ex) {
			return Optional.of(ex.words);
		}
		catch (GitLabException ex) {
			return Optional.of(words(ex.failure()));
		}
	}

	/**
	 * Posts once, follows no redirect and tries nothing again.
	 * @param address where to
	 * @param headers the request's headers by name
	 * @param body what is sent
	 */
	public Posted post(String address, Map<String, String> headers, byte[] body) {
		try {
			return this.http.converse(host(address),
					(conversation) -> conversation.post(URI.create(address.strip()), headers, body));
		}
		catch (Unfit ex) {
			return new Posted.Unanswered(ex.words);
		}
		catch (GitLabException ex) {
			return new Posted.Unanswered(words(ex.failure()));
		}
	}

	private GitLabUrl host(String address) throws Unfit {
		Matcher parts = ADDRESS.matcher(address.strip());
		if (!parts.matches() || address.length() > LONGEST || !isAddress(address.strip())) {
			throw new Unfit("This is not a URL. Copy the whole of it, beginning with https://.");
		}
		try {
			return this.urls.read(parts.group(1));
		}
		catch (GitLabException ex) {
			throw new Unfit(words(ex.failure()));
		}
	}

	private static boolean isAddress(String text) {
		try {
			return URI.create(text).getHost() != null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static String words(GitLabFailure failure) {
		if (failure instanceof UrlFailure.Malformed malformed && malformed.problem() == UrlProblem.PLAIN_HTTP) {
			return "Plain http would carry it unencrypted. Use https, or ask whoever runs this portal to set "
					+ "portal.gitlab.allow-http.";
		}
		if (failure instanceof UrlFailure.Malformed malformed && malformed.problem() == UrlProblem.PORT) {
			return "The portal does not connect to this port, unless it is listed in portal.gitlab.allowed-ports.";
		}
		if (failure instanceof UrlFailure.ForbiddenAddress forbidden) {
			return "%s leads to %s, where the portal sends nothing%s.".formatted(forbidden.host(),
					forbidden.kind().title(), forbidden.kind().canBeAllowed()
							? " unless portal.gitlab.allowed-networks or portal.gitlab.allowed-hosts allow it" : "");
		}
		if (failure instanceof ConnectionFailure.NotHttp other) {
			return other.host() + " does not speak HTTP.";
		}
		if (failure instanceof ConnectionFailure.ProxyUnreachable way) {
			return "The proxy " + way.proxy() + " on the way cannot be reached.";
		}
		return failure.explain().detail();
	}

	/** An address that does not have the form of one. */
	private static final class Unfit extends Exception {

		private final String words;

		Unfit(String words) {
			super(words, null, false, false);
			this.words = words;
		}

	}

}
