package dev.runnerfleet.access.token;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A token as its owner sees it, which does not show what it is.
 *
 * @param id names it in addresses
 * @param owner the user whose requests are made with it
 * @param name what its owner calls it
 * @param role the most that it may do, by the role's name
 * @param lastUsedAt to the minute, {@code null} where it was not used yet
 */
public record ApiToken(String id, String owner, String name, String role, Instant createdAt, Instant expiresAt,
		@Nullable Instant lastUsedAt) {

	/** Whether it opens nothing any more. */
	public boolean isExpired(Instant now) {
		return !this.expiresAt.isAfter(now);
	}

}
