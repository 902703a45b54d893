package dev.runnerfleet.fleet.blueprint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static org.assertj.core.api.Assertions.assertThat;

/** A worker that runs its user data for real in a directory of its own. */
final class WorkerMachine {

	/** A worker's script in its user data. */
	private static final Pattern PACKED = Pattern.compile("bash <\\(base64 -d <<<(\\S+) \\| gunzip\\)");

	private WorkerMachine() {
	}

	/**
	 * What a worker says as it boots.
	 * @param stubs functions of the shell in the place of a machine's commands
	 */
	static String boot(RenderedBlueprint fleet, Path root, String stubs) throws IOException, InterruptedException {
		Object encoded = at(fleet.properties("WorkerTemplate"), "LaunchTemplateData", "UserData");
		String first = new String(Base64.getDecoder().decode(String.valueOf(encoded)), StandardCharsets.UTF_8);
		Matcher packed = PACKED.matcher(first);
		assertThat(packed.find()).isTrue();
		Path script = Files.writeString(root.resolve("worker"),
				stubs + unzip(packed.group(1)).replace("for pause in 0 5 15 30", "for pause in 0")
					.replaceAll("(?<![\\w/.])/(etc|usr/local|root)/", root + "/$1/"));
		Files.createDirectories(root.resolve("etc/pki/ca-trust/source/anchors"));
		Files.createDirectories(root.resolve("root"));
		Process process = new ProcessBuilder("bash", "-uc", packed.replaceFirst("bash -u " + script))
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	private static String unzip(String packed) throws IOException {
		try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
			return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
