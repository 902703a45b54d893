package dev.runnerfleet.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

import dev.runnerfleet.secret.PrivateFile;

/** Keeps the embedded database's password beside it, for its owner alone. */
record PasswordFile(Path path) {

	private static final int BYTES = 32;

	Optional<String> read() {
		try {
			return Optional.of(Files.readString(this.path).strip()).filter((password) -> !password.isEmpty());
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
		catch (IOException ex) {
			throw new UnusableDatabase("The database's password cannot be read from %s.".formatted(this.path),
					"Let the user that runs the portal read this file, and start the portal again.");
		}
	}

	/** It is on the disk before the database hears of it. */
	String make() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		try {
			PrivateFile.replace(this.path, password + System.lineSeparator());
			return password;
		}
		catch (IOException ex) {
			throw new UnusableDatabase("The database's password cannot be written to %s.".formatted(this.path),
					"Let the user that runs the portal write there, make room on the disk, name another folder with "
							+ "--portal.data=FOLDER, or choose the password yourself with spring.datasource.password. "
							+ "Then start the portal again.");
		}
	}

	/** What to say where the database takes neither this password nor none. */
	UnusableDatabase isRefused(Path database) {
		return new UnusableDatabase(
				Files.exists(this.path)
						? "The database %s has another password than %s holds.".formatted(database, this.path)
						: "The database %s has a password, and the file %s that holds it is not there."
							.formatted(database, this.path),
				"Put both files back as they were together, or set spring.datasource.password where that was used "
						+ "before. Without the password nobody can open the database: where it is lost, move the "
						+ "database away to begin with an empty one, and look in AWS for the stacks that it knew. "
						+ "Then start the portal again.");
	}

	/** Once another password counts. */
	void remove() {
		try {
			Files.deleteIfExists(this.path);
		}
		catch (IOException ex) {
			throw new UnusableDatabase("The file %s cannot be removed.".formatted(this.path),
					"Remove it: its password is not in use any more. Then start the portal again.");
		}
	}

}
