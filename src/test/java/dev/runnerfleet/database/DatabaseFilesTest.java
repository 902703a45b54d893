package dev.runnerfleet.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseFilesTest {

	@TempDir
	Path folder;

	@Test
	void aNewDatabaseIsItsOwnersAlone(CapturedOutput output) throws Exception {
		Path data = this.folder.resolve("data");
		open(data);
		assertThat(permissions(data)).isEqualTo("rwx------");
		assertThat(permissions(data.resolve("portal.mv.db"))).isEqualTo("rw-------");
		open(data);
		assertThat(output).doesNotContain("Others on this machine");
	}

	@Test
	void oneThatOthersCouldReadIsMendedAndToldOf(CapturedOutput output) throws Exception {
		Path data = this.folder.resolve("data");
		open(data);
		Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.setPosixFilePermissions(data.resolve("portal.mv.db"), PosixFilePermissions.fromString("rw-r--r--"));
		open(data);
		assertThat(permissions(data)).isEqualTo("rwx------");
		assertThat(permissions(data.resolve("portal.mv.db"))).isEqualTo("rw-------");
		assertThat(output).containsOnlyOnce("Others on this machine could read " + data);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "sandbox.mv.db", "sandbox.password", "portal.password", "second-factor.key", "first-password" })
	void aFolderWithAnotherFileOfThePortalsIsMendedToo(String file) throws Exception {
		Path data = Files.createDirectory(this.folder.resolve("data"));
		Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.writeString(data.resolve(file), "");
		open(data);
		assertThat(permissions(data)).isEqualTo("rwx------");
	}

	/** Somebody may have named the folder that all temporary files are in. */
	@Test
	void aFolderThatHoldsOthersFilesIsLeftAsItIs() throws Exception {
		Path shared = Files.createDirectory(this.folder.resolve("shared"));
		Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.writeString(shared.resolve("letter"), "");
		String before = permissions(shared.resolve("letter"));
		open(shared);
		assertThat(permissions(shared)).isEqualTo("rwxr-xr-x");
		assertThat(permissions(shared.resolve("letter"))).isEqualTo(before);
		assertThat(permissions(shared.resolve("portal.mv.db"))).isEqualTo("rw-------");
	}

	private static void open(Path data) throws SQLException {
		DatabaseFiles files = new DatabaseFiles();
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setJdbcUrl("jdbc:h2:file:" + data + "/portal;TRACE_LEVEL_FILE=0");
			files.postProcessBeforeInitialization(pool, "dataSource");
			try (Connection connection = pool.getConnection()) {
				assertThat(connection.isValid(1)).isTrue();
			}
			files.closeNewOnes();
		}
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
