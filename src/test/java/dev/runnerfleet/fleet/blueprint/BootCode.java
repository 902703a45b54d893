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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a blueprint carries packed: unpacked and configured by its own command, without a
 * machine.
 */
final class BootCode {

	/** What a machine runs first, in its user data. */
	private static final Pattern PACKED = Pattern.compile("bash <\\(base64 -d <<<(\\S+) \\| gunzip\\) (.*)",
			Pattern.DOTALL);

	private BootCode() {
	}

	/** What stands on a manager with these files, by absolute path, after a command. */
	static Map<String, String> run(Map<String, String> written, String command) {
		try {
			Path root = Files.createTempDirectory("boot-code");
			try {
				for (Map.Entry<String, String> file : written.entrySet()) {
					Path path = root.resolve(file.getKey().substring(1));
					Files.createDirectories(path.getParent());
					Files.writeString(path, file.getValue());
					if (file.getValue().startsWith("#!")) {
						Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
					}
				}
				run(root, "sh", "-c", command);
				return files(root);
			}
			finally {
				FileSystemUtils.deleteRecursively(root);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, String> files(Path root) throws IOException {
		Map<String, String> files = new LinkedHashMap<>();
		try (Stream<Path> paths = Files.walk(root)) {
			for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
				String name = "/" + root.relativize(path), content = Files.readString(path);
				files.put(name, content);
				if (name.matches("/etc/runner-fleet/(environment|config.toml|authorities.crt|boot-script)")) {
					assertThat(permissions(path)).as(name).isEqualTo("rw-------");
				}
				if (name.startsWith("/opt/")) {
					assertThat(permissions(path)).as(name).startsWith(content.startsWith("#!") ? "rwx---" : "rw-");
				}
			}
		}
		return files;
	}

	private static String permissions(Path file) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

	/** Runs a program, which has to succeed. */
	static void run(Path directory, String... command) throws IOException {
		Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		assertThat(process.exitValue()).as(output).isZero();
	}

	/** User data with its script as text: what it is called with, then what it does. */
	static String unpacked(String userData) {
		return PACKED.matcher(userData)
			.replaceAll(
					(packed) -> Matcher.quoteReplacement("set -- " + packed.group(2) + "\n" + unzip(packed.group(1))));
	}

	private static String unzip(String packed) {
		try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
			return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
