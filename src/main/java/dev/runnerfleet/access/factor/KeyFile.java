package dev.runnerfleet.access.factor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

import dev.runnerfleet.secret.PrivateFile;

/** A file of 32 random bytes beside the database, made when it is needed first. */
record KeyFile(Path path) {

	byte[] read() {
		try {
			if (!Files.exists(this.path)) {
				write();
			}
			return Base64.getDecoder().decode(Files.readString(this.path).strip());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void write() throws IOException {
		byte[] key = new byte[32];
		new SecureRandom().nextBytes(key);
		try {
			PrivateFile.create(this.path, Base64.getEncoder().encodeToString(key));
		}
		catch (FileAlreadyExistsException ex) {
			// Another request was first, with a key as good.
		}
	}

}
