package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Linux namespaces for commands of a machine: what they reach is what a test puts there.
 * Not every system lets everybody make them.
 */
final class Namespaces {

	private static final boolean THERE = there();

	private Namespaces() {
	}

	static boolean areThere() {
		return THERE;
	}

	/** No network at all, or the one of this system where that cannot be. */
	static List<String> withoutNetwork() {
		return THERE ? List.of("unshare", "-rn") : List.of();
	}

	/**
	 * A network whose name server writes down in a machine's {@code names} what it is
	 * asked for. Python that is installed for one user puts itself first in the path.
	 */
	static List<String> withNameServer(Path root, String reached) {
		return List.of("unshare", "-rnm", "python3",
				Path.of("src/test/resources/rehearsal/network.py").toAbsolutePath().toString(),
				root.resolve("names").toString(), reached, "env",
				"PATH=" + root.resolve("bin") + ":" + System.getenv("PATH"));
	}

	private static boolean there() {
		try {
			Process process = new ProcessBuilder("unshare", "-rnm", "true").redirectErrorStream(true).start();
			return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
