package dev.runnerfleet.fleet.blueprint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What a blueprint carries packed: unpacked and run without a library or a machine. */
final class BootCode {

	private static final int BLOCK = 512;

	private BootCode() {
	}

	/** The files of an archive by their absolute path. */
	static Map<String, String> unpack(String packed) {
		Map<String, String> files = new LinkedHashMap<>();
		try (InputStream archive = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
			for (byte[] header = archive.readNBytes(BLOCK); header[0] != 0; header = archive.readNBytes(BLOCK)) {
				int size = Integer.parseInt(text(header, 124, 11), 8);
				files.put("/" + text(header, 0, 100), new String(archive.readNBytes(size), StandardCharsets.UTF_8));
				archive.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return files;
	}

	private static String text(byte[] header, int offset, int length) {
		return new String(header, offset, length, StandardCharsets.US_ASCII).split("\0", 2)[0];
	}

	/** What the manager writes from its settings. */
	static Map<String, String> configure(Map<String, String> files, String settings) {
		try {
			Path root = Files.createTempDirectory("boot-code");
			try {
				Map<String, String> written = new LinkedHashMap<>();
				write(root.resolve("settings.json"), settings);
				files.forEach((path, content) -> {
					if (path.matches("/opt/runner-fleet/(configure|executor.py)")) {
						write(root.resolve(Path.of(path).getFileName()),
								content.replace("\"/etc/runner-fleet\"", '"' + root.toString() + '"'));
					}
				});
				run(root.resolve("configure"));
				for (String name : new String[] { "environment", "config.toml", "authorities.crt" }) {
					assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(name))))
						.isEqualTo("rw-------");
					written.put("/etc/runner-fleet/" + name, Files.readString(root.resolve(name)));
				}
				return written;
			}
			finally {
				FileSystemUtils.deleteRecursively(root);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(Path file, String content) {
		try {
			Files.writeString(file, content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void run(Path script) throws IOException {
		Process process = new ProcessBuilder("python3", script.toString()).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		assertThat(process.exitValue()).as(output).isZero();
	}

}
