package dev.runnerfleet.access.factor;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.secret.KeyVault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who has a second factor, and whether a code is one of theirs. */
@Repository
public class SecondFactors {

	private static final Logger logger = LoggerFactory.getLogger(SecondFactors.class);

	private static final int KEY_BYTES = 20;

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	private final RecoveryCodes recovery;

	private final KeyVault vault;

	private final Audit audit;

	private final MachineTime time;

	private final Clock clock;

	SecondFactors(JdbcClient jdbc, RecoveryCodes recovery, KeyVault vault, Audit audit, MachineTime time, Clock clock) {
		this.jdbc = jdbc;
		this.recovery = recovery;
		this.vault = vault;
		this.audit = audit;
		this.time = time;
		this.clock = clock;
	}

	/** Whether the user has one that was confirmed. */
	public boolean has(String user) {
		return this.jdbc.sql("select count(*) from second_factor where user_name = ? and since is not null")
			.param(user)
			.query(Long.class)
			.single() > 0;
	}

	/**
	 * Begins to set one up; what was begun before counts no more.
	 * @throws org.springframework.dao.DuplicateKeyException if the user has one
	 */
	@Transactional
	public void begin(String user) {
		byte[] key = new byte[KEY_BYTES];
		this.random.nextBytes(key);
		this.jdbc.sql("delete from second_factor where user_name = ? and since is null").param(user).update();
		this.jdbc.sql("insert into second_factor (user_name, sealed_key, last_step) values (?, ?, 0)")
			.params(user, this.vault.seal(key, user))
			.update();
	}

	/** What was begun and awaits a first code. */
	public Optional<Enrolment> begun(String user) {
		return key(user, "since is null").map((key) -> Enrolment.of(key, user));
	}

	/**
	 * Ends the setting up with a first code.
	 * @return the recovery codes, which are not to be had again; empty where the code is
	 * wrong
	 */
	@Transactional
	public Optional<List<String>> confirm(String user, String code) {
		if (!takes(user, "since is null", code)) {
			return Optional.empty();
		}
		this.jdbc.sql("update second_factor set since = ? where user_name = ?")
			.params(OffsetDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC), user)
			.update();
		this.audit.record(Action.SECOND_FACTOR, user, Outcome.DONE, "Set up");
		return Optional.of(this.recovery.renew(user));
	}

	/**
	 * Whether a code is the user's, which it is once.
	 * @param code six digits of an authenticator, or a recovery code
	 */
	@Transactional
	public boolean verify(String user, String code) {
		String typed = code.strip();
		if (typed.replace(" ", "").matches("\\d{6}")) {
			return takes(user, "since is not null", typed);
		}
		boolean used = has(user) && this.recovery.use(user, typed);
		if (used) {
			this.audit.record(Action.SECOND_FACTOR, user, Outcome.DONE,
					"A recovery code was used; " + this.recovery.left(user) + " are left");
		}
		return used;
	}

	/** How many recovery codes there still are. */
	public int recoveryCodesLeft(String user) {
		return this.recovery.left(user);
	}

	/** Takes it away, so that the password alone signs in. */
	@Transactional
	public void remove(String user) {
		this.jdbc.sql("delete from second_factor where user_name = ?").param(user).update();
		this.recovery.forget(user);
		this.audit.record(Action.SECOND_FACTOR, user, Outcome.DONE, "Taken away");
	}

	/** The row says which step was used last, so that two at once do not both pass. */
	private boolean takes(String user, String which, String code) {
		OptionalLong step = key(user, which).map((key) -> Totp.matching(key, code.replace(" ", ""), this.time.now()))
			.orElse(OptionalLong.empty());
		return step.isPresent()
				&& this.jdbc.sql("update second_factor set last_step = ? where user_name = ? and last_step < ?")
					.params(step.getAsLong(), user, step.getAsLong())
					.update() == 1;
	}

	private Optional<byte[]> key(String user, String which) {
		return this.jdbc.sql("select sealed_key from second_factor where user_name = ? and " + which)
			.param(user)
			.query(String.class)
			.optional()
			.flatMap((sealed) -> open(sealed, user));
	}

	private Optional<byte[]> open(String sealed, String user) {
		try {
			return Optional.of(this.vault.open(sealed, user));
		}
		catch (KeyVault.LostKey ex) {
			logger.error(
					"The second factor of {} was set up with another key than the one in use, so only recovery "
							+ "codes let them in. Put back portal.second-factor-key or the file second-factor.key.",
					user);
			return Optional.empty();
		}
	}

}
