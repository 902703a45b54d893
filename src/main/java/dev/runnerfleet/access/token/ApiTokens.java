package dev.runnerfleet.access.token;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Every token that opens the API, by its owner and by its hash. */
@Repository
public class ApiTokens {

	private static final Duration NOTED = Duration.ofMinutes(1);

	private final JdbcClient jdbc;

	private final Audit audit;

	private final Clock clock;

	ApiTokens(JdbcClient jdbc, Audit audit, Clock clock) {
		this.jdbc = jdbc;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Makes a token.
	 * @return the token itself, which is not to be had again
	 * @throws org.springframework.dao.DuplicateKeyException if the owner has one of this
	 * name
	 */
	@Transactional
	public Secret make(String owner, String name, String role, Duration lasting) {
		Secret token = TokenText.make();
		store(owner, name, role, lasting, token);
		this.audit.record(Action.API_TOKEN_MADE, name, Outcome.DONE,
				"Role: " + role.toLowerCase(Locale.ROOT) + ", for " + lasting.toDays() + " days");
		return token;
	}

	/** Those of an owner, the latest first. */
	public List<ApiToken> of(String owner) {
		return this.jdbc.sql("select * from api_token where owner = ? order by created_at desc, id")
			.param(owner)
			.query(ApiTokens::map)
			.list();
	}

	/**
	 * Finds the token that a request came with, unless it has expired, and notes that it
	 * was used.
	 * @param text as it was sent, whatever that is
	 */
	public Optional<ApiToken> use(String text) {
		if (!TokenText.isOne(text)) {
			return Optional.empty();
		}
		Instant now = this.clock.instant();
		Optional<ApiToken> found = this.jdbc.sql("select * from api_token where hash = ? and expires_at > ?")
			.params(TokenText.hash(text), utc(now))
			.query(ApiTokens::map)
			.optional();
		found.filter((token) -> token.lastUsedAt() == null || token.lastUsedAt().isBefore(now.minus(NOTED)))
			.ifPresent((token) -> this.jdbc.sql("update api_token set last_used_at = ? where id = ?")
				.params(utc(now), token.id())
				.update());
		return found;
	}

	/**
	 * Ends one of an owner's tokens.
	 * @return whether there was such a one
	 */
	@Transactional
	public boolean revoke(String owner, String id) {
		Optional<ApiToken> token = of(owner).stream().filter((one) -> one.id().equals(id)).findFirst();
		token.ifPresent((one) -> {
			this.jdbc.sql("delete from api_token where id = ?").param(id).update();
			this.audit.record(Action.API_TOKEN_REVOKED, one.name(), Outcome.DONE, "");
		});
		return token.isPresent();
	}

	/** Ends all of a user's tokens. */
	@Transactional
	public void revokeAll(String owner) {
		int count = this.jdbc.sql("delete from api_token where owner = ?").param(owner).update();
		this.audit.record(Action.API_TOKEN_REVOKED, owner, Outcome.DONE, "All, which were " + count);
	}

	private void store(String owner, String name, String role, Duration lasting, Secret token) {
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				insert into api_token (id, owner, name, role, hash, created_at, expires_at)
				values (?, ?, ?, ?, ?, ?, ?)""")
			.params(UUID.randomUUID().toString(), owner, name, role, TokenText.hash(token.reveal()), utc(now),
					utc(now.plus(lasting)))
			.update();
	}

	private static OffsetDateTime utc(Instant instant) {
		return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

	private static ApiToken map(ResultSet row, int number) throws SQLException {
		return new ApiToken(row.getString("id"), row.getString("owner"), row.getString("name"), row.getString("role"),
				instant(row.getObject("created_at", OffsetDateTime.class)),
				instant(row.getObject("expires_at", OffsetDateTime.class)),
				optional(row.getObject("last_used_at", OffsetDateTime.class)));
	}

	private static Instant instant(OffsetDateTime at) {
		return at.toInstant();
	}

	private static @Nullable Instant optional(@Nullable OffsetDateTime at) {
		return (at != null) ? at.toInstant() : null;
	}

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

}
