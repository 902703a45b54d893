package dev.runnerfleet.access.factor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

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
		Files.createDirectories(this.path.toAbsolutePath().getParent());
		try (var channel = Files.newByteChannel(this.path,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersOnly())) {
			channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(key)));
		}
		catch (FileAlreadyExistsException ex) {
			// Another request was first, with a key as good.
		}
	}

	private FileAttribute<?>[] ownersOnly() {
		boolean posix = this.path.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

}
