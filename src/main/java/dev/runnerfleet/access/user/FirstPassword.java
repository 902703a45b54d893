package dev.runnerfleet.access.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.runnerfleet.secret.PrivateFile;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.UnusableSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Hands the password that was made up for the first administrator to whoever may read the
 * portal's folder, as a log may be read by many and is kept.
 */
@Component
public class FirstPassword {

	private static final Logger logger = LoggerFactory.getLogger(FirstPassword.class);

	/** The name of the first administrator. */
	public static final String OWNER = "admin";

	private final Path path;

	FirstPassword(@Value("${portal.data:./data}") Path data) {
		this.path = data.resolve("first-password").toAbsolutePath().normalize();
	}

	public Path path() {
		return this.path;
	}

	/** Before the user is made: a password that nobody can read is worth nothing. */
	public void write(Secret password) {
		try {
			Files.deleteIfExists(this.path);
			PrivateFile.create(this.path, password.reveal() + System.lineSeparator());
		}
		catch (IOException ex) {
			throw new UnusableSetting("The first administrator's password cannot be written to " + this.path + ".",
					"Let the portal write there, name another folder with --portal.data=FOLDER, or choose the password "
							+ "yourself with PORTAL_ADMIN_PASSWORD. Then start the portal again.");
		}
	}

	/** Removes it, once the password in it opens nothing any more. */
	public void forget(String name) {
		if (name.equals(OWNER)) {
			try {
				Files.deleteIfExists(this.path);
			}
			catch (IOException ex) {
				logger.warn("The file {} cannot be removed. Remove it: its password is not in use any more.",
						this.path);
			}
		}
	}

}
