package dev.runnerfleet.access.factor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

import dev.runnerfleet.secret.PrivateFile;

/** A file of 32 random bytes beside the database, made when it is needed first. */
record KeyFile(Path path) {

	/** The key. A file that is empty was being made when the portal was killed. */
	byte[] read() {
		try {
			if (!Files.exists(this.path) || Files.size(this.path) == 0) {
				byte[] key = new byte[32];
				new SecureRandom().nextBytes(key);
				PrivateFile.replace(this.path, Base64.getEncoder().encodeToString(key));
			}
			return Base64.getDecoder().decode(Files.readString(this.path).strip());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
