package dev.runnerfleet.access.resume;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Holds forms for those who have to sign in again first, for a while: few of each person,
 * and none is large.
 */
@Repository
class KeptForms {

	static final Duration KEPT = Duration.ofHours(1);

	private static final int LONGEST = 32_768;

	private static final int LONGEST_PATH = 1000;

	private static final int MOST_OF_ONE = 20;

	private final JdbcClient jdbc;

	private final Clock clock;

	KeptForms(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Keeps a form. Beyond a number it takes the place of the oldest of the same person.
	 * @return what finds it again, empty where it is too large
	 */
	Optional<String> keep(KeptForm form) {
		String text = form.text();
		if (text.length() > LONGEST || form.path().length() > LONGEST_PATH) {
			return Optional.empty();
		}
		makeRoomFor(form.who());
		String id = UUID.randomUUID().toString();
		this.jdbc.sql("insert into kept_form (id, who, path, fields, kept_until) values (?, ?, ?, ?, ?)")
			.params(id, form.who(), form.path(), text, utc(KEPT))
			.update();
		return Optional.of(id);
	}

	/** The form, for whoever it was kept for and the page that it belongs to. */
	Optional<KeptForm> find(String id, String who, String path) {
		return this.jdbc.sql("select fields from kept_form where id = ? and who = ? and path = ? and kept_until > ?")
			.params(id, who, path, utc(Duration.ZERO))
			.query(String.class)
			.optional()
			.map((text) -> KeptForm.parse(who, path, text));
	}

	private void makeRoomFor(String who) {
		List<String> kept = this.jdbc.sql("select id from kept_form where who = ? order by kept_until desc")
			.param(who)
			.query(String.class)
			.list();
		kept.stream()
			.skip(MOST_OF_ONE - 1)
			.forEach((oldest) -> this.jdbc.sql("delete from kept_form where id = ?").param(oldest).update());
	}

	/** Clears away what has run out, so that the table does not grow with every visit. */
	@Scheduled(fixedDelayString = "${portal.tidy:10m}", initialDelayString = "${portal.tidy:10m}")
	void tidy() {
		this.jdbc.sql("delete from kept_form where kept_until < ?").param(utc(Duration.ZERO)).update();
	}

	private OffsetDateTime utc(Duration fromNow) {
		return OffsetDateTime.ofInstant(this.clock.instant().plus(fromNow), ZoneOffset.UTC);
	}

}
