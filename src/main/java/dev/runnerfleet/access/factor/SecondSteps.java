package dev.runnerfleet.access.factor;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.core.token.Sha512DigestUtils;
import org.springframework.stereotype.Repository;

/**
 * Remembers between password and code who is signing in; that opens nothing, and is gone
 * after a few minutes.
 */
@Repository
public class SecondSteps {

	/** How long the code may take. */
	public static final Duration KEPT = Duration.ofMinutes(5);

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	private final Clock clock;

	SecondSteps(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Begins the wait for a code.
	 * @param signIn whose password was right, with the user's version
	 * @return what the browser carries meanwhile
	 */
	public String begin(String signIn) {
		byte[] secret = new byte[32];
		this.random.nextBytes(secret);
		String mark = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
		this.jdbc.sql("insert into second_step (mark, sign_in, kept_until) values (?, ?, ?)")
			.params(hash(mark), signIn, utc(KEPT))
			.update();
		return mark;
	}

	/** Whose code is awaited. */
	public Optional<String> find(String mark) {
		return this.jdbc.sql("select sign_in from second_step where mark = ? and kept_until > ?")
			.params(hash(mark), utc(Duration.ZERO))
			.query(String.class)
			.optional();
	}

	/** Ends the wait, whether the code came or not. */
	public void end(String mark) {
		this.jdbc.sql("delete from second_step where mark = ?").param(hash(mark)).update();
	}

	@Scheduled(fixedDelayString = "${portal.tidy:10m}", initialDelayString = "${portal.tidy:10m}")
	void tidy() {
		this.jdbc.sql("delete from second_step where kept_until < ?").param(utc(Duration.ZERO)).update();
	}

	private static String hash(String mark) {
		return HexFormat.of().formatHex(Sha512DigestUtils.sha(mark.getBytes(StandardCharsets.UTF_8)), 0, 32);
	}

	private OffsetDateTime utc(Duration fromNow) {
		return OffsetDateTime.ofInstant(this.clock.instant().plus(fromNow), ZoneOffset.UTC);
	}

}
