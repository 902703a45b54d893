package dev.runnerfleet.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that nobody but its owner may read, from the moment on that it is there. */
public final class PrivateFile {

	private PrivateFile() {
	}

	/**
	 * Makes the file, and the folder that it is in.
	 * @throws java.nio.file.FileAlreadyExistsException if there is one
	 */
	public static void create(Path path, String text) throws IOException {
		Path folder = path.toAbsolutePath().getParent();
		if (!Files.exists(folder)) {
			Files.createDirectories(folder, permissions(folder, "rwx------"));
		}
		try (SeekableByteChannel file = Files.newByteChannel(path,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions(path, "rw-------"))) {
			file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
		}
	}

	/** Windows knows no such permissions; what a folder inherits counts there. */
	private static FileAttribute<?>[] permissions(Path path, String permissions) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

}
