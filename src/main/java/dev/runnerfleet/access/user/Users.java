package dev.runnerfleet.access.user;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.access.throttle.KnownBrowsers;
import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.web.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Everybody who may sign in, among them always an administrator who can. */
@Repository
public class Users implements UserDetailsService, UserDetailsPasswordService {

	/**
	 * Where versions begin is left to chance, so that nobody inherits the sessions of a
	 * namesake.
	 */
	private static final int FIRST_VERSIONS = 900_000_000;

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	private final PasswordEncoder passwords;

	private final KnownBrowsers browsers;

	private final Audit audit;

	private final Clock clock;

	public Users(JdbcClient jdbc, PasswordEncoder passwords, KnownBrowsers browsers, Audit audit, Clock clock) {
		this.jdbc = jdbc;
		this.passwords = passwords;
		this.browsers = browsers;
		this.audit = audit;
		this.clock = clock;
	}

	@Override
	public Account loadUserByUsername(String name) {
		return Optional.of(name.toLowerCase(Locale.ROOT))
			.filter(UserForm::isName)
			.flatMap((typed) -> this.jdbc.sql("select * from portal_user where name = ?")
				.param(typed)
				.query(Users::account)
				.optional())
			.orElseThrow(() -> UsernameNotFoundException.fromUsername(name));
	}

	/** Whoever signed in, unless a change of the user has ended that since. */
	public Optional<Account> holding(Account.SignIn signIn) {
		return this.jdbc.sql("select * from portal_user where name = ? and version = ? and enabled = true")
			.params(signIn.name(), signIn.version())
			.query(Users::account)
			.optional()
			.map(Account::withoutPassword);
	}

	public List<PortalUser> all() {
		return this.jdbc.sql("select * from portal_user order by name").query(Users::map).list();
	}

	public Optional<PortalUser> find(String name) {
		return this.jdbc.sql("select * from portal_user where name = ?").param(name).query(Users::map).optional();
	}

	public boolean isEmpty() {
		return this.jdbc.sql("select count(*) from portal_user").query(Long.class).single() == 0;
	}

	/**
	 * Adds a user who may sign in, with a password of their own.
	 * @throws org.springframework.dao.DuplicateKeyException if the name is taken
	 */
	@Transactional
	public void add(String name, String password, Role role) {
		insert(name, this.passwords.encode(password), role, false);
	}

	/**
	 * Adds a user who may sign in to choose another password, because this one is handed
	 * to them.
	 * @throws org.springframework.dao.DuplicateKeyException if the name is taken
	 */
	@Transactional
	public void addWithHandedPassword(String name, String password, Role role) {
		insert(name, this.passwords.encode(password), role, true);
	}

	/** Adds accounts whose password is no secret and has been hashed already. */
	@Transactional
	public void addKnown(Map<String, Role> roles, String hash) {
		roles.forEach((name, role) -> insert(name, hash, role, false));
	}

	/** Gives a user the password that they chose. */
	@Transactional
	public void changePassword(String name, String password) {
		setPassword(name, password, false);
		this.audit.record(Action.PASSWORD_CHANGED, name, Outcome.DONE, "");
	}

	/**
	 * Gives a user a password that somebody else chose, to be changed before all else.
	 */
	@Transactional
	public void handPassword(String name, String password) {
		setPassword(name, password, true);
		this.audit.record(Action.PASSWORD_CHANGED, name, Outcome.DONE, "To be changed at the next sign-in");
	}

	/**
	 * Replaces a hash by a better one of the same password, unless that has been changed
	 * meanwhile.
	 */
	@Override
	public UserDetails updatePassword(UserDetails user, @Nullable String hash) {
		this.jdbc.sql("update portal_user set password = ? where name = ? and password = ?")
			.params(Arrays.asList(hash, user.getUsername(), user.getPassword()))
			.update();
		return user;
	}

	@Transactional
	public void enable(String name) {
		this.jdbc.sql("update portal_user set enabled = true where name = ?").param(name).update();
		this.audit.record(Action.USER_CHANGED, name, Outcome.DONE, "May sign in again");
	}

	@Transactional
	public void changeRole(String name, Role role) {
		if (role != Role.ADMIN) {
			keepAnAdministratorBeside(name);
		}
		this.jdbc.sql("update portal_user set role = ?, version = version + 1 where name = ?")
			.params(role.name(), name)
			.update();
		this.audit.record(Action.USER_CHANGED, name, Outcome.DONE, "Role: " + role.label());
	}

	@Transactional
	public void disable(String name) {
		keepAnAdministratorBeside(name);
		this.jdbc.sql("update portal_user set enabled = false, version = version + 1 where name = ?")
			.param(name)
			.update();
		this.audit.record(Action.USER_CHANGED, name, Outcome.DONE, "May no longer sign in");
	}

	/** Ends every session of the user, who has to sign in again. */
	@Transactional
	public void endSessions(String name) {
		this.jdbc.sql("update portal_user set version = version + 1 where name = ?").param(name).update();
		this.audit.record(Action.SESSION_ENDED, name, Outcome.DONE, "All sessions");
	}

	@Transactional
	public void delete(String name) {
		keepAnAdministratorBeside(name);
		this.jdbc.sql("delete from portal_user where name = ?").param(name).update();
		this.audit.record(Action.USER_REMOVED, name, Outcome.DONE, "");
	}

	private void setPassword(String name, String password, boolean mustChange) {
		this.jdbc
			.sql("update portal_user set password = ?, must_change_password = ?, version = version + 1 where name = ?")
			.params(this.passwords.encode(password), mustChange, name)
			.update();
		this.browsers.forget(name);
	}

	private void insert(String name, @Nullable String hash, Role role, boolean mustChange) {
		this.jdbc.sql("""
				insert into portal_user (name, password, role, enabled, created_at, version, must_change_password)
				values (?, ?, ?, ?, ?, ?, ?)""")
			.params(Arrays.asList(name, hash, role.name(), true,
					OffsetDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC), this.random.nextInt(FIRST_VERSIONS),
					mustChange))
			.update();
		this.audit.record(Action.USER_CREATED, name, Outcome.DONE, "Role: " + role.label());
	}

	/** Locks the administrators' rows, so that two of them cannot remove each other. */
	private void keepAnAdministratorBeside(String name) {
		List<String> administrators = this.jdbc
			.sql("select name from portal_user where role = 'ADMIN' and enabled = true order by name for update")
			.query(String.class)
			.list();
		if (administrators.equals(List.of(name))) {
			throw new LastAdministrator();
		}
	}

	private static Account account(ResultSet row, int number) throws SQLException {
		return new Account(new Account.SignIn(row.getString("name"), row.getInt("version")),
				Role.valueOf(row.getString("role")), row.getBoolean("enabled"), row.getBoolean("must_change_password"),
				row.getString("password"));
	}

	private static PortalUser map(ResultSet row, int number) throws SQLException {
		return new PortalUser(row.getString("name"), Role.valueOf(row.getString("role")), row.getBoolean("enabled"),
				row.getBoolean("must_change_password"), row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

	/**
	 * Somebody who may sign in.
	 *
	 * @param name in lower case
	 * @param enabled whether the sign-in works
	 * @param mustChangePassword whether somebody else chose the password
	 */
	public record PortalUser(String name, Role role, boolean enabled, boolean mustChangePassword, Instant createdAt) {

	}

}
