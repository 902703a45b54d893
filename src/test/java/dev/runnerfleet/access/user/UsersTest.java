package dev.runnerfleet.access.user;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.runnerfleet.access.password.Passwords;
import dev.runnerfleet.access.throttle.GuessingKit;
import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UsersTest {

	private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

	private final PasswordEncoder passwords = Passwords.encoder();

	private final FakeAudit audit = new FakeAudit();

	private Users users;

	private TransactionTemplate transaction;

	@BeforeEach
	void emptyTable() {
		DriverManagerDataSource database = new DriverManagerDataSource(
				"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__users.sql"),
				new ClassPathResource("db/migration/V13__sessions.sql"),
				new ClassPathResource("db/migration/V20__guessing.sql"))
			.execute(database);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
		this.users = new Users(JdbcClient.create(database), this.passwords,
				new GuessingKit(database, this.audit, Clock.systemUTC()).browsers(), this.audit,
				Clock.fixed(NOW, ZoneOffset.UTC));
	}

	@Test
	void keepsAPasswordOnlyAsItsArgon2Hash() {
		this.users.add("mara", "correct horse battery", Role.OPERATOR);
		UserDetails mara = this.users.loadUserByUsername("Mara");
		assertThat(mara.getPassword()).startsWith("{argon2@SpringSecurity_v5_8}$argon2id$");
		assertThat(this.passwords.matches("correct horse battery", mara.getPassword())).isTrue();
		assertThat(mara.getAuthorities()).extracting("authority").containsExactly("ROLE_OPERATOR");
		assertThat(this.users.all()).containsExactly(new Users.PortalUser("mara", Role.OPERATOR, true, false, NOW));
	}

	@Test
	void refusesANameTwice() {
		this.users.add("mara", "correct horse battery", Role.OPERATOR);
		assertThatExceptionOfType(DuplicateKeyException.class)
			.isThrownBy(() -> this.users.add("mara", "another password", Role.VIEWER));
	}

	@Test
	void knowsNobodyByAnUnknownName() {
		assertThatExceptionOfType(UsernameNotFoundException.class)
			.isThrownBy(() -> this.users.loadUserByUsername("nobody"));
	}

	@Test
	void keepsTheLastAdministratorWhoCanSignIn() {
		this.users.add("first", "correct horse battery", Role.ADMIN);
		this.users.add("second", "correct horse battery", Role.ADMIN);
		this.users.disable("second");
		assertThatExceptionOfType(LastAdministrator.class).isThrownBy(() -> this.users.disable("first"));
		assertThatExceptionOfType(LastAdministrator.class).isThrownBy(() -> this.users.delete("first"));
		assertThatExceptionOfType(LastAdministrator.class)
			.isThrownBy(() -> this.users.changeRole("first", Role.VIEWER));
		this.users.delete("second");
		assertThat(this.users.all()).extracting(Users.PortalUser::name).containsExactly("first");
	}

	@Test
	void twoAdministratorsCannotDisableEachOtherAtOnce() {
		this.users.add("first", "correct horse battery", Role.ADMIN);
		this.users.add("second", "correct horse battery", Role.ADMIN);
		CompletableFuture<Void> other = this.transaction.execute((status) -> {
			this.users.disable("first");
			return CompletableFuture
				.runAsync(() -> this.transaction.executeWithoutResult((theirs) -> this.users.disable("second")));
		});
		assertThat(other).failsWithin(10, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(LastAdministrator.class);
		assertThat(this.users.all()).filteredOn(Users.PortalUser::enabled)
			.extracting(Users.PortalUser::name)
			.containsExactly("second");
	}

}
