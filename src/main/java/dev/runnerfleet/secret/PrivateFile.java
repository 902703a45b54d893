package dev.runnerfleet.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
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
		Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
		if (!Files.exists(folder)) {
			Files.createDirectories(folder, permissions(folder, "rwx------"));
		}
		try (FileChannel file = FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				permissions(path, "rw-------"))) {
			ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
			while (rest.hasRemaining()) {
				file.write(rest);
			}
			file.force(true);
		}
	}

	/**
	 * Makes the file or another in its place, whole or not at all: it is on the disk
	 * afterwards.
	 */
	public static void replace(Path path, String text) throws IOException {
		Path next = path.resolveSibling(path.getFileName() + ".new");
		Files.deleteIfExists(next);
		create(next, text);
		Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
	}

	/** Windows knows no such permissions; what a folder inherits counts there. */
	private static FileAttribute<?>[] permissions(Path path, String permissions) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

}
