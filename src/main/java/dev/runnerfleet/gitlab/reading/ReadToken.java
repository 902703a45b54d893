package dev.runnerfleet.gitlab.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A token that reads one GitLab, without the token itself.
 *
 * @param id its row
 * @param gitlab the GitLab's front page, without a slash at its end
 * @param sealed the token, encrypted
 * @param about what GitLab says of it
 * @param addedBy who left it here
 * @param addedAt when
 * @param answeredAt when GitLab last took it, {@code null} if never since
 * @param failedAt when it last did not answer as hoped, {@code null} if never
 * @param refused whether it was the token then
 * @param failure what was wrong then, in a sentence
 */
record ReadToken(UUID id, String gitlab, String sealed, About about, String addedBy, Instant addedAt,
		@Nullable Instant answeredAt, @Nullable Instant failedAt, boolean refused, String failure) {

	private static final int SOON = 14;

	/** Whose it is, for whoever opens it. */
	static String owner(UUID id) {
		return "read-token:" + id;
	}

	/** Leaves out what is sealed: nobody has a use for it. */
	@Override
	public String toString() {
		return "ReadToken[" + this.gitlab + "]";
	}

	boolean expired(Instant now) {
		return this.about.expired(now);
	}

	boolean endsSoon(Instant now) {
		return this.about.expires != null
				&& !now.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(SOON).isBefore(this.about.expires);
	}

	/** Whether GitLab's last word was no answer. */
	boolean failing() {
		return this.failedAt != null && (this.answeredAt == null || this.failedAt.isAfter(this.answeredAt));
	}

	/**
	 * What GitLab says of a token.
	 *
	 * @param name what its owner called it
	 * @param scopes what it may do
	 * @param expires on which day it ends, {@code null} if never
	 */
	record About(String name, List<String> scopes, @Nullable LocalDate expires) {

		private static final Set<String> READING = Set.of("read_api", "read_user", "read_repository", "read_registry",
				"read_virtual_registry", "read_observability", "read_service_ping", "openid", "profile", "email");

		/** Whether it reads what the portal asks. */
		boolean reads() {
			return this.scopes.contains("read_api") || this.scopes.contains("api");
		}

		/** Whether it has ended by its date: GitLab lets it end as that day begins. */
		boolean expired(Instant now) {
			return this.expires != null && !now.atOffset(ZoneOffset.UTC).toLocalDate().isBefore(this.expires);
		}

		/** The scopes that are good for more than reading. */
		List<String> excess() {
			return this.scopes.stream().filter((scope) -> !READING.contains(scope)).toList();
		}

	}

}
