package dev.runnerfleet.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.UUID;

import dev.runnerfleet.access.password.Passwords;
import dev.runnerfleet.access.throttle.GuessingKit;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.access.user.UsersFixture;
import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FirstUsersTest {

	@TempDir
	Path folder;

	private final PasswordEncoder passwords = Passwords.encoder();

	private final FakeAudit audit = new FakeAudit();

	private final Users users = users();

	@Test
	void makesUpAStrongPasswordWhereNoneIsGivenAndHandsItToItsOwnerAlone() throws Exception {
		FirstUsers first = start(null, null);
		Path file = this.folder.resolve("data/first-password");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		String password = Files.readString(file).strip();
		assertThat(password).hasSizeGreaterThan(20);
		assertThat(this.passwords.matches(password, this.users.loadUserByUsername("admin").getPassword())).isTrue();
		assertThat(first.howToSignIn()).contains("admin", file.toString()).doesNotContain(password);
		UsersFixture.firstPassword(this.folder.resolve("data")).forget("mara");
		assertThat(file).exists();
		UsersFixture.firstPassword(this.folder.resolve("data")).forget("admin");
		assertThat(file).doesNotExist();
	}

	@Test
	void takesTheGivenPasswordOnceOnly() {
		start(Secret.of("first start password"), null);
		FirstUsers second = start(Secret.of("another password"), null);
		assertThat(second.howToSignIn()).isEqualTo("sign in with your account");
		assertThat(this.passwords.matches("first start password", this.users.loadUserByUsername("admin").getPassword()))
			.isTrue();
	}

	@Test
	void refusesAGivenPasswordThatIsTooShort() {
		assertThatExceptionOfType(UnfitPassword.class).isThrownBy(() -> start(Secret.of("short"), null))
			.withMessageContaining("PORTAL_ADMIN_PASSWORD");
		assertThat(this.users.all()).isEmpty();
	}

	@Test
	void whoTriesThePortalHasOneAccountOfEachRole() {
		FirstUsers first = start(null, new TrialUsers(this.passwords.encode("known"), "sign in as admin / known"));
		assertThat(this.users.all()).extracting(Users.PortalUser::role)
			.containsExactlyInAnyOrder(Role.ADMIN, Role.OPERATOR, Role.VIEWER);
		assertThat(this.passwords.matches("known", this.users.loadUserByUsername("viewer").getPassword())).isTrue();
		assertThat(first.howToSignIn()).isEqualTo("sign in as admin / known");
		assertThat(this.folder).isEmptyDirectory();
	}

	private FirstUsers start(@Nullable Secret password, @Nullable TrialUsers trial) {
		FirstUsers first = new FirstUsers(this.users, new AccessProperties(password),
				UsersFixture.firstPassword(this.folder.resolve("data")), trial);
		first.afterSingletonsInstantiated();
		return first;
	}

	private Users users() {
		DriverManagerDataSource database = new DriverManagerDataSource(
				"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__users.sql"),
				new ClassPathResource("db/migration/V13__sessions.sql"),
				new ClassPathResource("db/migration/V20__guessing.sql"))
			.execute(database);
		return UsersFixture.users(JdbcClient.create(database), this.passwords,
				new GuessingKit(database, this.audit, Clock.systemUTC()).browsers(), this.audit, Clock.systemUTC());
	}

}
