package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static org.assertj.core.api.Assertions.assertThat;

/** A worker that runs its user data for real in a directory of its own. */
final class WorkerMachine {

	private WorkerMachine() {
	}

	/**
	 * What a worker says as it boots.
	 * @param stubs functions of the shell in the place of a machine's commands
	 */
	static String boot(RenderedBlueprint fleet, Path root, String stubs) throws IOException, InterruptedException {
		String first = RenderedBlueprint.first(at(fleet.properties("WorkerTemplate"), "LaunchTemplateData"));
		Path script = Files.writeString(root.resolve("worker"),
				stubs + first.replace("for pause in 0 5 15 30", "for pause in 0")
					.replaceAll("(?<![\\w/.])/(etc|usr/local|root)/", root + "/$1/"));
		Files.createDirectories(root.resolve("etc/pki/ca-trust/source/anchors"));
		Files.createDirectories(root.resolve("root"));
		Process process = new ProcessBuilder("bash", "-u", script.toString()).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

}
