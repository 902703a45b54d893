package dev.runnerfleet.gitlab.connection;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabFailure;

/** Why the portal will not talk to a URL, said before a byte is sent. */
sealed interface UrlFailure extends GitLabFailure {

	/** A URL that does not have the form of a GitLab's address. */
	record Malformed(UrlProblem problem) implements UrlFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.input("url-refused", "The portal does not take this GitLab URL", this.problem.detail(),
						this.problem.nextStep())
				.beside(GitLabUrl.FIELD);
		}

	}

	/** A name behind which stands an address that the portal must not reach. */
	record ForbiddenAddress(String host, AddressKind kind) implements UrlFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.input("url-refused", "The portal does not connect to this GitLab URL",
						this.host + " leads to " + this.kind.title() + ".", nextStep())
				.beside(GitLabUrl.FIELD);
		}

		private String nextStep() {
			return this.kind.canBeAllowed()
					? "If your GitLab is there, ask whoever runs this portal to list its network in "
							+ "portal.gitlab.allowed-networks or its name in portal.gitlab.allowed-hosts."
					: "No GitLab can be there. Check the address.";
		}

	}

}
