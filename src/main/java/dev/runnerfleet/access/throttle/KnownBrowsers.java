package dev.runnerfleet.access.throttle;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.core.token.Sha512DigestUtils;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers which browsers have signed in as whom, so that their owners come in however
 * many strangers guess meanwhile. A mark opens nothing; it only has guesses counted
 * apart.
 */
@Repository
public class KnownBrowsers {

	/** How long a browser stays known that nobody signs in with. */
	public static final Duration KEPT = Duration.ofDays(180);

	private static final int MOST_OF_ONE = 20;

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	private final Clock clock;

	KnownBrowsers(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * What an attempt is counted by whose browser is known under the name.
	 * @param mark what {@link #remember} gave to the browser
	 */
	public Optional<Attempt> attempt(String mark, String name) {
		return known(mark, name).map(Attempt::ofBrowser);
	}

	/**
	 * What the code of a second factor is counted by: whoever has stolen the password
	 * takes nothing from the owner's browser.
	 * @param mark what {@link #remember} gave to the browser, if anything
	 */
	public Attempt attemptOfCode(@Nullable String mark, String name) {
		return Optional.ofNullable(mark)
			.flatMap((one) -> known(one, name))
			.map(Attempt::ofCodeFromBrowser)
			.orElseGet(() -> Attempt.ofCode(name));
	}

	private Optional<String> known(String mark, String name) {
		return this.jdbc.sql("select mark from known_browser where mark = ? and user_name = ? and seen_at > ?")
			.params(hash(mark), name.toLowerCase(Locale.ROOT), utc(KEPT.negated()))
			.query(String.class)
			.optional();
	}

	/**
	 * Remembers a browser that has just signed in, and whom else it was known for.
	 * @param name of the user, in lower case
	 * @param before the browser's mark up to now; it is worth nothing from now on, so
	 * that nobody can plant one
	 * @return the browser's new mark, 43 characters that a cookie can hold
	 */
	@Transactional
	public String remember(String name, @Nullable String before) {
		byte[] secret = new byte[32];
		this.random.nextBytes(secret);
		String mark = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
		if (before != null) {
			this.jdbc.sql("delete from known_browser where mark = ? and user_name = ?")
				.params(hash(before), name)
				.update();
			this.jdbc.sql("update known_browser set mark = ? where mark = ?").params(hash(mark), hash(before)).update();
		}
		this.jdbc.sql("insert into known_browser (mark, user_name, seen_at) values (?, ?, ?)")
			.params(hash(mark), name, utc(Duration.ZERO))
			.update();
		keepTheLatest(name);
		return mark;
	}

	/**
	 * Knows none of the user's browsers any more, because the password is another one.
	 */
	public void forget(String name) {
		this.jdbc.sql("delete from known_browser where user_name = ?").param(name).update();
	}

	/** Forgets browsers that were not seen for long. */
	@Scheduled(fixedDelayString = "${portal.tidy:10m}", initialDelayString = "${portal.tidy:10m}")
	void tidy() {
		this.jdbc.sql("delete from known_browser where seen_at < ?").param(utc(KEPT.negated())).update();
	}

	private void keepTheLatest(String name) {
		this.jdbc
			.sql("select mark from known_browser where user_name = ? order by seen_at desc, mark offset " + MOST_OF_ONE
					+ " rows")
			.param(name)
			.query(String.class)
			.list()
			.forEach((mark) -> this.jdbc.sql("delete from known_browser where user_name = ? and mark = ?")
				.params(name, mark)
				.update());
	}

	private static String hash(String mark) {
		return HexFormat.of().formatHex(Sha512DigestUtils.sha(mark.getBytes(StandardCharsets.UTF_8)), 0, 32);
	}

	private OffsetDateTime utc(Duration fromNow) {
		return OffsetDateTime.ofInstant(this.clock.instant().plus(fromNow), ZoneOffset.UTC);
	}

}
