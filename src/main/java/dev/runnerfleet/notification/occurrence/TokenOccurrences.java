package dev.runnerfleet.notification.occurrence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.stack.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Runner tokens that end: a week before, a day before, and when they have, whatever else
 * is the matter with the fleet. A token is known by its end, so a new one begins anew.
 */
@Component
class TokenOccurrences implements Occurrences {

	private static final Duration WEEK = Duration.ofDays(7);

	private static final Duration DAY = Duration.ofDays(1);

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
		.withZone(ZoneOffset.UTC);

	private final JdbcClient jdbc;

	private final Clock clock;

	TokenOccurrences(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public List<Notification> unnoticed(Instant since, int most) {
		Instant now = this.clock.instant();
		List<Notification> all = this.jdbc
			.sql("""
					select s.id, s.name, s.region, coalesce(p.token_expires, f.runner_token_expires) as expires
					from stack s left join pulse p on p.stack_id = s.id left join fleet f on f.id = s.id
					where coalesce(p.token_expires, f.runner_token_expires) > :since
						and coalesce(p.token_expires, f.runner_token_expires) <= :soon and\s"""
					+ ToldHealthRows.LEFT_ALONE + " order by expires, s.id")
			.param("since", Columns.sql(since))
			.param("soon", Columns.sql(now.plus(WEEK)))
			.query((row, index) -> notification(row, now))
			.list();
		Set<String> known = known(all);
		return all.stream().filter((each) -> !known.contains(each.id())).limit(most).toList();
	}

	private Set<String> known(List<Notification> all) {
		return all.isEmpty() ? Set.of()
				: new HashSet<>(this.jdbc.sql("select id from notification where id in (:ids)")
					.param("ids", all.stream().map(Notification::id).toList())
					.query(String.class)
					.list());
	}

	private static Notification notification(ResultSet row, Instant now) throws SQLException {
		UUID id = row.getObject("id", UUID.class);
		String name = row.getString("name");
		Instant expires = Columns.instant(row, "expires");
		Stage stage = !expires.isAfter(now) ? Stage.ENDED
				: expires.isAfter(now.plus(DAY)) ? Stage.WITHIN_A_WEEK : Stage.WITHIN_A_DAY;
		String words = (stage == Stage.ENDED)
				? "It ended at %s: the fleet takes no jobs until it has another one.".formatted(MINUTE.format(expires))
				: "GitLab Runner renews it by itself before %s. If it fails, the fleet takes no jobs from then on."
					.formatted(MINUTE.format(expires));
		return new Notification("token:%s:%d:%s".formatted(id, expires.getEpochSecond(), stage), Topic.TOKEN,
				stage.tone, new Notification.Subject(id, name, row.getString("region")),
				"The runner token of %s %s".formatted(name, stage.words),
				words + " Create a runner under Tokens or in GitLab, and give the fleet its token with Change.", now);
	}

	/** How near a token's end is. */
	private enum Stage {

		WITHIN_A_WEEK("warn", "ends within a week"), WITHIN_A_DAY("bad", "ends within a day"),
		ENDED("bad", "has ended");

		private final String tone;

		private final String words;

		Stage(String tone, String words) {
			this.tone = tone;
			this.words = words;
		}

	}

}
