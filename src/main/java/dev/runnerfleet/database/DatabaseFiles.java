package dev.runnerfleet.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the embedded database's folder and files from everybody but their owner: before
 * they are opened, and once they are made.
 */
@Component
class DatabaseFiles implements BeanPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseFiles.class);

	/** A folder that holds anything else is not the portal's to close. */
	private static final String OWN = "portal\\..*|\\w+\\.((mv|lock|trace)\\.db.*|password)|second-factor\\.key|first-password";

	private volatile List<Path> databases = List.of();

	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		if (bean instanceof HikariDataSource pool) {
			this.databases = EmbeddedDatabase.at(pool.getJdbcUrl()).map(EmbeddedDatabase::path).stream().toList();
			this.databases.forEach((database) -> close(database, true));
		}
		return bean;
	}

	/** What the database has just made is closed without a word. */
	@EventListener(ApplicationReadyEvent.class)
	void closeNewOnes() {
		this.databases.forEach((database) -> close(database, false));
	}

	static void close(Path database, boolean tell) {
		Path folder = Objects.requireNonNull(database.toAbsolutePath().getParent());
		try {
			if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
				return;
			}
			if (!Files.exists(folder)) {
				Files.createDirectories(folder,
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			}
			boolean mended = isOwn(folder) && restrict(folder, "rwx------");
			for (Path file : files(database)) {
				mended |= restrict(file, "rw-------");
			}
			if (mended && tell) {
				logger.warn("Others on this machine could read {}. From now on its owner alone can.", folder);
			}
		}
		catch (IOException ex) {
			logger.warn("Who may read the database in {} cannot be set. Let its owner alone read it.", folder);
		}
	}

	private static boolean restrict(Path path, String permissions) throws IOException {
		Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
		if (wanted.containsAll(Files.getPosixFilePermissions(path))) {
			return false;
		}
		Files.setPosixFilePermissions(path, wanted);
		return true;
	}

	private static boolean isOwn(Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.allMatch((entry) -> entry.getFileName().toString().matches(OWN));
		}
	}

	private static List<Path> files(Path database) throws IOException {
		try (Stream<Path> entries = Files.list(database.getParent())) {
			return entries.filter(Files::isRegularFile)
				.filter((entry) -> entry.getFileName().toString().startsWith(database.getFileName() + "."))
				.toList();
		}
	}

}
