package dev.runnerfleet.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DatabasePasswordTest {

	@TempDir
	Path folder;

	private String url;

	private Path file;

	@BeforeEach
	void name() {
		this.url = "jdbc:h2:file:" + this.folder + "/portal;TRACE_LEVEL_FILE=0";
		this.file = this.folder.resolve("portal.password");
	}

	@Test
	void aNewDatabaseHasAPasswordThatItsOwnerAloneMayRead() throws Exception {
		assertThat(open(null)).isZero();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-------");
		assertThat(kept()).matches("[\\w-]{43}");
		assertThat(takes("")).isFalse();
		assertThat(takes(kept())).isTrue();
	}

	@Test
	void thePasswordStaysTheSame() throws Exception {
		open(null);
		String first = kept();
		assertThat(open(null)).isZero();
		assertThat(kept()).isEqualTo(first);
	}

	@Test
	void oneThatWasMadeWithoutGetsOneAndKeepsWhatItHolds() throws Exception {
		make("");
		assertThat(open(null)).isEqualTo(1);
		assertThat(takes("")).isFalse();
		assertThat(open(null)).isEqualTo(1);
	}

	@Test
	void aKillBetweenTheFileAndTheDatabaseIsMadeGood() throws Exception {
		make("");
		Files.writeString(this.file, "written-and-no-further\n");
		assertThat(open(null)).isEqualTo(1);
		assertThat(takes("")).isFalse();
		assertThat(takes("written-and-no-further")).isTrue();
	}

	@Test
	void aKillWhileTheFileIsWrittenIsMadeGood() throws Exception {
		make("");
		Files.writeString(this.file.resolveSibling("portal.password.new"), "writ");
		Files.writeString(this.file, "");
		assertThat(open(null)).isEqualTo(1);
		assertThat(takes(kept())).isTrue();
		assertThat(this.file.resolveSibling("portal.password.new")).doesNotExist();
	}

	@Test
	void aKillBeforeThereIsADatabaseIsMadeGood() throws Exception {
		Files.writeString(this.file, "written-and-no-further\n");
		assertThat(open(null)).isZero();
		assertThat(takes("written-and-no-further")).isTrue();
	}

	@Test
	void theConfiguredPasswordCountsAlsoForADatabaseThatHadAnother() throws Exception {
		make("");
		open(null);
		assertThat(open("it's chosen")).isEqualTo(1);
		assertThat(this.file).doesNotExist();
		assertThat(open("it's chosen")).isEqualTo(1);
		assertThat(takes("it's chosen")).isTrue();
	}

	@Test
	void aNewDatabaseWithAConfiguredPasswordNeedsNoFile() throws Exception {
		assertThat(open("chosen")).isZero();
		assertThat(this.file).doesNotExist();
	}

	@Test
	void aLostPasswordIsToldOfAndNothingIsTouched() throws Exception {
		make("");
		open(null);
		String password = kept();
		Files.delete(this.file);
		assertThatExceptionOfType(UnusableDatabase.class).isThrownBy(() -> open(null)).satisfies((ex) -> {
			FailureAnalysis told = new UnusableDatabaseAnalyzer().analyze(ex);
			assertThat(told.getDescription()).isEqualTo(
					"The database %s has a password, and the file %s that holds " + "it is not there.",
					this.folder.resolve("portal.mv.db"), this.file);
			assertThat(told.getAction()).contains("Put both files back");
		});
		assertThat(this.file).doesNotExist();
		Files.writeString(this.file, "of another database");
		assertThatExceptionOfType(UnusableDatabase.class).isThrownBy(() -> open(null))
			.withMessage("The database %s has another password than %s holds.", this.folder.resolve("portal.mv.db"),
					this.file);
		Files.writeString(this.file, password);
		assertThat(open(null)).isEqualTo(1);
	}

	@Test
	void aWrongConfiguredPasswordIsRefusedAsBefore() throws Exception {
		make("another");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> open("chosen"))
			.withCauseInstanceOf(SQLException.class)
			.satisfies((ex) -> assertThat(((SQLException) ex.getCause()).getErrorCode()).isEqualTo(28000));
	}

	@Test
	void databasesInMemoryAndOnServersAndThoseWhoseAddressSaysMoreAreLeftAlone() {
		for (String other : new String[] { "jdbc:h2:mem:x", "jdbc:postgresql://db.example/portal",
				this.url + ";PASSWORD=x" }) {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl(other);
			new DatabasePassword().postProcessAfterInitialization(pool, "dataSource");
			assertThat(pool.getPassword()).isNull();
		}
		assertThat(this.folder).isEmptyDirectory();
	}

	/** How many rows it holds, as the portal's pool sees it. */
	private int open(@Nullable String configured) throws SQLException {
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setJdbcUrl(this.url);
			pool.setPassword(configured);
			new DatabasePassword().postProcessAfterInitialization(pool, "dataSource");
			try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
				statement.execute("create table if not exists kept (id int)");
				ResultSet count = statement.executeQuery("select count(*) from kept");
				count.next();
				return count.getInt(1);
			}
		}
	}

	/** One with a row, by the user that a pool without a name signs in as. */
	private void make(String password) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url, "", password);
				Statement statement = connection.createStatement()) {
			statement.execute("create table kept (id int)");
			statement.execute("insert into kept values (1)");
		}
	}

	private boolean takes(String password) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url, "", password)) {
			return connection.isValid(1);
		}
		catch (SQLException ex) {
			assertThat(ex.getErrorCode()).isEqualTo(28000);
			return false;
		}
	}

	private String kept() throws IOException {
		return Files.readString(this.file).strip();
	}

}
