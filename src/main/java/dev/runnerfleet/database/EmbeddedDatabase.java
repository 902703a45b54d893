package dev.runnerfleet.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A database that H2 keeps in files of the portal's own machine.
 *
 * @param path its files' common beginning
 */
record EmbeddedDatabase(Path path) {

	private static final String H2 = "jdbc:h2:";

	/** Empty for databases in memory and on servers. */
	static Optional<EmbeddedDatabase> at(@Nullable String url) {
		if (url == null || !url.startsWith(H2)) {
			return Optional.empty();
		}
		String name = url.substring(H2.length()).replaceFirst("^file:", "").replaceFirst(";.*", "");
		if (name.matches("[a-z]{2,}:.*")) {
			return Optional.empty();
		}
		Path path = Path.of(name.replaceFirst("^~(?=[/\\\\])", System.getProperty("user.home").replace("\\", "\\\\")));
		return Optional.of(new EmbeddedDatabase(path.toAbsolutePath().normalize()));
	}

	Path file() {
		return sibling("mv.db");
	}

	Path passwordFile() {
		return sibling("password");
	}

	boolean exists() {
		return Files.exists(file());
	}

	private Path sibling(String ending) {
		return this.path.resolveSibling(this.path.getFileName() + "." + ending);
	}

}
