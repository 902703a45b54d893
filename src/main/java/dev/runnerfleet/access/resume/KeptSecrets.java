package dev.runnerfleet.access.resume;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.spec.SecretKeySpec;

import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Repository;

/**
 * Keeps a token over the errors of the form that it was typed into, for its person alone
 * and not for long. What rests is sealed with a key that only the person's browser has,
 * so neither a copy of the database nor a stolen cookie is enough to read it.
 */
@Repository
public class KeptSecrets {

	/** Outlives a session that ran out in between, as forms do. */
	private static final Duration KEPT = KeptForms.KEPT;

	private static final String COOKIE = "KEPT-SECRET";

	private static final int KEY_BYTES = 32;

	private static final int NONCE_BYTES = 16;

	private static final int MOST_OF_ONE = 20;

	private static final int LONGEST_PLACE = 500;

	private final JdbcClient jdbc;

	private final Clock clock;

	KeptSecrets(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Keeps a token in place of what was kept there before, and of the oldest where a
	 * person has many.
	 * @param place the form or whatever else it is for
	 */
	public void keep(String place, Secret secret, HttpServletRequest request, HttpServletResponse response) {
		String who = request.getRemoteUser();
		byte[] key = Optional.ofNullable(key(request))
			.orElseGet(() -> KeyGenerators.secureRandom(KEY_BYTES).generateKey());
		String sealed = Base64.getEncoder()
			.encodeToString(
					cipher(key).encrypt((label(who, place) + secret.reveal()).getBytes(StandardCharsets.UTF_8)));
		forget(place, request);
		if (place.length() > LONGEST_PLACE) {
			return;
		}
		store(who, place, sealed);
		request.setAttribute(COOKIE, key);
		response.addHeader("Set-Cookie",
				Cookies.of(COOKIE, Base64.getUrlEncoder().withoutPadding().encodeToString(key), KEPT, request));
	}

	private void store(String who, String place, String sealed) {
		try {
			this.jdbc.sql("insert into kept_secret (who, place, sealed, kept_until) values (?, ?, ?, ?)")
				.params(who, place, sealed, utc(KEPT))
				.update();
		}
		catch (DuplicateKeyException ex) {
			// The field was left and the form sent at once: the later one counts.
			this.jdbc.sql("update kept_secret set sealed = ?, kept_until = ? where who = ? and place = ?")
				.params(sealed, utc(KEPT), who, place)
				.update();
		}
		this.jdbc.sql("""
				delete from kept_secret where who = ? and place not in (
					select place from kept_secret where who = ? order by kept_until desc, place limit ?)""")
			.params(who, who, MOST_OF_ONE)
			.update();
	}

	/** The token that is kept in a place, for whoever left it there with this browser. */
	public Optional<Secret> find(String place, HttpServletRequest request) {
		byte[] key = key(request);
		String who = request.getRemoteUser();
		return (key == null || who == null) ? Optional.empty()
				: this.jdbc.sql("select sealed from kept_secret where who = ? and place = ? and kept_until > ?")
					.params(who, place, utc(Duration.ZERO))
					.query(String.class)
					.optional()
					.flatMap((sealed) -> open(sealed, key, label(who, place)));
	}

	/** Forgets what is kept in a place. */
	public void forget(String place, HttpServletRequest request) {
		this.jdbc.sql("delete from kept_secret where who = ? and place = ?")
			.params(request.getRemoteUser(), place)
			.update();
	}

	/** Takes the key from a browser whose person signs out. */
	public static void forgetKey(HttpServletRequest request, HttpServletResponse response) {
		response.addHeader("Set-Cookie", Cookies.of(COOKIE, "", Duration.ZERO, request));
	}

	/**
	 * Forgets what anybody left in the places of that beginning, which has no wildcards.
	 */
	public void forgetAll(String beginning) {
		this.jdbc.sql("delete from kept_secret where place like ?").param(beginning + "%").update();
	}

	@EventListener
	void signedOut(LogoutSuccessEvent event) {
		this.jdbc.sql("delete from kept_secret where who = ?").param(event.getAuthentication().getName()).update();
	}

	@Scheduled(fixedDelayString = "${portal.tidy:10m}", initialDelayString = "${portal.tidy:10m}")
	void tidy() {
		this.jdbc.sql("delete from kept_secret where kept_until < ?").param(utc(Duration.ZERO)).update();
	}

	/** What was sealed for somebody else, or with another browser's key, is not there. */
	private static Optional<Secret> open(String sealed, byte[] key, String label) {
		try {
			String text = new String(cipher(key).decrypt(Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
			return text.startsWith(label) ? Optional.of(Secret.of(text.substring(label.length()))) : Optional.empty();
		}
		catch (IllegalStateException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** Goes into the seal, so that no row can be put in another's place. */
	private static String label(String who, String place) {
		return who + "\n" + place + "\n";
	}

	/** A browser that gets its key with this answer has not brought it yet. */
	private static byte @Nullable [] key(HttpServletRequest request) {
		if (request.getAttribute(COOKIE) instanceof byte[] key) {
			return key;
		}
		String text = Cookies.read(COOKIE, request);
		try {
			byte[] key = (text != null) ? Base64.getUrlDecoder().decode(text) : new byte[0];
			return (key.length == KEY_BYTES) ? key : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static AesBytesEncryptor cipher(byte[] key) {
		return new AesBytesEncryptor(new SecretKeySpec(key, "AES"), KeyGenerators.secureRandom(NONCE_BYTES),
				CipherAlgorithm.GCM);
	}

	private OffsetDateTime utc(Duration fromNow) {
		return OffsetDateTime.ofInstant(this.clock.instant().plus(fromNow), ZoneOffset.UTC);
	}

}
