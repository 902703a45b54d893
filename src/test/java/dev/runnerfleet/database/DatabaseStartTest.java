package dev.runnerfleet.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DatabaseStartTest {

	private static final String EMBEDDED = "jdbc:h2:file:./data/portal;WRITE_DELAY=0";

	private static final String SERVER = "jdbc:postgresql://db.example:5432/portal?user=portal&password=shibboleth";

	@ParameterizedTest
	@CsvSource({ "90011,The address of the database jdbc:h2:file:./data/portal does not say where its folder begins.",
			"90020,Another process has the database jdbc:h2:file:./data/portal open.",
			"90097,The portal may not write where its database jdbc:h2:file:./data/portal is.",
			"90030,The database file of jdbc:h2:file:./data/portal is damaged.",
			"28000,The database jdbc:h2:file:./data/portal refuses the portal's user name or password." })
	void saysWhatKeepsItFromTheEmbeddedDatabase(int code, String sentence) {
		assertThat(analyze(EMBEDDED, new SQLException("", String.valueOf(code), code))).isEqualTo(sentence);
	}

	@Test
	void saysWhetherTheDiskIsFullOrClosedToThePortal() {
		assertThat(analyze(EMBEDDED,
				new SQLException("General error", "HY000", 50000, new IOException("No space left on device"))))
			.isEqualTo("The disk that holds the database jdbc:h2:file:./data/portal is full.");
		assertThat(analyze(EMBEDDED,
				new SQLException("General error", "HY000", 50000,
						new IllegalStateException(new AccessDeniedException("/data/portal.mv.db")))))
			.isEqualTo("The portal may not write where its database jdbc:h2:file:./data/portal is.");
	}

	@ParameterizedTest
	@CsvSource({ "08001,The database jdbc:postgresql://db.example:5432/portal cannot be reached.",
			"28P01,The database jdbc:postgresql://db.example:5432/portal refuses the portal's user name or password.",
			"3D000,There is no database jdbc:postgresql://db.example:5432/portal on this server." })
	void saysWhatKeepsItFromPostgreSqlAndNoPassword(String state, String sentence) {
		assertThat(analyze(SERVER, new SQLException("", state))).isEqualTo(sentence);
	}

	@Test
	void aMigrationThatFailsIsToldInFull() {
		assertThat(analyze(EMBEDDED, new SQLException("Syntax error", "42000", 42000))).isNull();
		assertThat(analyze(SERVER, new SQLException("Syntax error", "42601"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:mysql://u:shibboleth@h/x", "postgres://u:shibboleth@h/x",
			"jdbc:postgresql://u:shibboleth@h/x", "portal", "" })
	void saysWhichDatabasesItCanUse(String address) {
		assertThatExceptionOfType(UnusableDatabase.class).isThrownBy(() -> DatabaseAddress.check(address))
			.satisfies((ex) -> assertThat(new UnusableDatabaseAnalyzer().analyze(ex).getDescription())
				.startsWith("The portal cannot use a database at '")
				.doesNotContain("shibboleth"));
		DatabaseAddress.check(EMBEDDED);
		DatabaseAddress.check(SERVER);
	}

	private static @Nullable String analyze(String url, SQLException cause) {
		FailureAnalysis analysis = new DatabaseStartAnalyzer(
				new MockEnvironment().withProperty("spring.datasource.url", url))
			.analyze(new IllegalStateException(cause));
		return (analysis != null) ? analysis.getDescription() : null;
	}

}
