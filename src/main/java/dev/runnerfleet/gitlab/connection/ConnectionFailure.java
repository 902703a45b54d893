package dev.runnerfleet.gitlab.connection;

import java.time.Duration;

import dev.runnerfleet.gitlab.DisplayText;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.Explanation.Blame;
import dev.runnerfleet.gitlab.GitLabFailure;

/** Why no answer came, or none that could be read. */
sealed interface ConnectionFailure extends GitLabFailure {

	@Override
	default boolean askedInVain() {
		return true;
	}

	/** The name service knows no such host. */
	record UnknownHost(String host) implements ConnectionFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.input("unknown-host", "No host of that name", "The name " + this.host + " is not known.",
						"Check the spelling of the GitLab URL. A name that only your own network knows must also be "
								+ "known where this portal runs.")
				.beside(GitLabUrl.FIELD);
		}

	}

	/** Nobody listens, or a firewall says so. */
	record Refused(String host) implements ConnectionFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.gitlab("connection-refused", "No connection to GitLab",
						this.host + " refused the connection or cannot be reached from here.",
						"Check the GitLab URL and its port, and whether GitLab runs and lets this portal in.")
				.beside(GitLabUrl.FIELD);
		}

	}

	/** A connection that ended before its answer did. */
	record Broken(String host) implements ConnectionFailure {

		@Override
		public Explanation explain() {
			return Explanation.gitlab("connection-broken", "The connection to GitLab broke off",
					this.host + " ended the connection before its answer was complete.",
					"Check the URL and its port, then try again.");
		}

	}

	/** No answer in time, be it silence or a drip. */
	record TimedOut(String host, Duration waited) implements ConnectionFailure {

		@Override
		public Explanation explain() {
			Explanation words = Explanation.gitlab("timeout", "GitLab took too long",
					this.host + " gave no complete answer within " + DisplayText.of(this.waited) + ".",
					"Try again in a few minutes. If it lasts, tell whoever runs that GitLab.");
			return new Explanation(words.code(), Blame.TIME, words.title(), words.detail(), words.nextStep(),
					words.fields(), null);
		}

	}

	/** A certificate or handshake that cannot be trusted. */
	record TlsFailed(String host, TlsProblem problem) implements ConnectionFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.gitlab("tls-failed", "No secure connection to GitLab", this.host + " " + this.problem.detail(),
						this.problem.nextStep())
				.beside(GitLabUrl.FIELD);
		}

	}

	/** Something answered that does not speak HTTP, or not in measure. */
	record NotHttp(String host) implements ConnectionFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.gitlab("not-http", "This is not a GitLab",
						"What answered at " + this.host + " does not speak HTTP as GitLab does.",
						"Check the GitLab URL and its port.")
				.beside(GitLabUrl.FIELD);
		}

	}

	/** More than any answer of GitLab. */
	record TooLarge(String host, long limit) implements ConnectionFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.gitlab("answer-too-large", "This does not answer like a GitLab",
						this.host + " sent more than " + (this.limit / 1024) + " KB, which no answer of GitLab's has.",
						"Check the GitLab URL.")
				.beside(GitLabUrl.FIELD);
		}

	}

	/** The proxy on the way is not there, or its name is not known. */
	record ProxyUnreachable(String proxy) implements ConnectionFailure {

		@Override
		public Explanation explain() {
			return Explanation.gitlab("proxy-unreachable", "No connection to the proxy",
					"GitLab is called through the proxy " + this.proxy + ", which cannot be reached from here.",
					"Ask whoever runs this portal to check portal.gitlab.proxy or HTTPS_PROXY; what NO_PROXY lists "
							+ "is called directly.");
		}

	}

	/** The proxy on the way answered in GitLab's place. */
	record ProxyRefused(String proxy, String host, int status) implements ConnectionFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.gitlab("proxy-refused", "The proxy leads to no GitLab",
						"The proxy " + this.proxy + " answered " + this.status + " when asked for " + this.host + ".",
						nextStep())
				.beside(GitLabUrl.FIELD);
		}

		private String nextStep() {
			return switch (this.status) {
				case 407 -> "It wants a name and a password: ask whoever runs this portal to put them into the "
						+ "proxy's URL.";
				case 403, 405 -> "Ask whoever runs the proxy to allow " + this.host
						+ ", or whoever runs this portal to list it in NO_PROXY.";
				default -> "Check the GitLab URL. If it is right, the proxy does not find it or cannot reach it.";
			};
		}

	}

	/** What can be wrong with a TLS connection. */
	enum TlsProblem {

		EXPIRED("shows a certificate that has expired or is not valid yet.",
				"Ask whoever runs that GitLab to renew its certificate."),
		UNTRUSTED(
				"shows a certificate that this portal does not trust, such as a self-signed one or one of a "
						+ "private authority.",
				"Ask whoever runs this portal to add the authority's certificate to an SSL bundle and name it in "
						+ "portal.gitlab.ssl-bundle."),
		WRONG_NAME("shows a certificate for another name.", "Use the name that GitLab's certificate carries."),
		NOT_TLS("does not speak TLS on this port.", "Check the port, or whether this GitLab has only plain http."),
		OTHER("did not agree on a secure connection.",
				"Check whether the URL is right and the GitLab offers TLS 1.2 or later.");

		private final String detail;

		private final String nextStep;

		TlsProblem(String detail, String nextStep) {
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

}
