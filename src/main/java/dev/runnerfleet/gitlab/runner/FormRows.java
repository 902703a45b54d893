package dev.runnerfleet.gitlab.runner;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers each form that asked for a runner before GitLab hears of it, so that neither
 * a second copy nor an end of the portal in between makes a second runner. A token is
 * never in it.
 */
final class FormRows {

	private static final Duration REMEMBERED = Duration.ofDays(30);

	/** Longer than any conversation with GitLab takes. */
	private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

	private static final String KEY = " where requested_by = :user and form_key = :form";

	private final JdbcClient jdbc;

	private final Clock clock;

	FormRows(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * A form that was sent.
	 *
	 * @param user who sent it
	 * @param form its key
	 * @param at when it was sent
	 * @param runnerId GitLab's id of its runner, {@code null} where that is not known
	 * @param reference what its runner is found by, blank for nothing
	 * @param lost whether GitLab's answer was lost
	 * @param gitlab the GitLab that was asked
	 */
	record Row(String user, String form, Instant at, @Nullable Long runnerId, String reference, boolean lost,
			@Nullable URI gitlab) {

	}

	Optional<Row> find(String user, String form) {
		return this.jdbc.sql("select * from runner_form" + KEY)
			.param("user", user)
			.param("form", form)
			.query(FormRows::row)
			.optional();
	}

	/**
	 * Begins the first try of a form.
	 * @return the row, empty where another has begun it
	 */
	Optional<Row> begin(String user, String form, @Nullable URI gitlab) {
		Instant now = now();
		this.jdbc.sql("delete from runner_form where requested_at < ?").param(at(now.minus(REMEMBERED))).update();
		Row row = new Row(user, form, now, null, UUID.randomUUID().toString(), false, gitlab);
		try {
			this.jdbc.sql(
					"insert into runner_form (requested_by, form_key, requested_at, reference, gitlab) values (?, ?, ?, ?, ?)")
				.params(Arrays.asList(user, form, at(now), row.reference(), text(gitlab)))
				.update();
			return Optional.of(row);
		}
		catch (DuplicateKeyException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Begins another try of a form; a runner that it has made keeps its reference for
	 * itself.
	 * @return the row, empty where another has begun it
	 */
	Optional<Row> beginAgain(Row before) {
		Instant now = now();
		boolean made = before.runnerId() != null || before.reference().isEmpty();
		String reference = made ? UUID.randomUUID().toString() : before.reference();
		int claimed = this.jdbc
			.sql("update runner_form set requested_at = :now, runner_id = null, lost = false, reference = :reference"
					+ KEY + " and requested_at = :before")
			.param("now", at(now))
			.param("reference", reference)
			.param("user", before.user())
			.param("form", before.form())
			.param("before", at(before.at()))
			.update();
		return (claimed == 1)
				? Optional.of(new Row(before.user(), before.form(), now, null, reference, false, before.gitlab()))
				: Optional.empty();
	}

	/** Whether the try of that row may still go on, in whatever replica. */
	boolean isUnderWay(Row row) {
		return row.runnerId() == null && !row.lost() && row.at().plus(LONGEST_TRY).isAfter(now());
	}

	void made(Row row, long runnerId) {
		update("runner_id = :value", row, runnerId);
	}

	void lost(Row row, @Nullable URI gitlab) {
		update("lost = true, gitlab = :value", row, text(gitlab));
	}

	void forget(Row row) {
		this.jdbc.sql("delete from runner_form" + KEY).param("user", row.user()).param("form", row.form()).update();
	}

	private void update(String change, Row row, @Nullable Object value) {
		this.jdbc.sql("update runner_form set " + change + KEY)
			.param("value", value)
			.param("user", row.user())
			.param("form", row.form())
			.update();
	}

	private static @Nullable String text(@Nullable URI gitlab) {
		return (gitlab != null) ? gitlab.toString() : null;
	}

	/** As precise as every database keeps it. */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	private static Row row(ResultSet row, int index) throws SQLException {
		String reference = row.getString("reference");
		String gitlab = row.getString("gitlab");
		return new Row(row.getString("requested_by"), row.getString("form_key"),
				row.getObject("requested_at", OffsetDateTime.class).toInstant(), row.getObject("runner_id", Long.class),
				(reference != null) ? reference : "", row.getBoolean("lost"),
				(gitlab != null) ? URI.create(gitlab) : null);
	}

	private static OffsetDateTime at(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
