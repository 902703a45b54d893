package dev.runnerfleet.journey;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the machine's own Chromium or Chrome, so that none has to be downloaded. */
final class Chromium {

	private static final List<String> COMMANDS = List.of("chromium", "chromium-browser", "google-chrome",
			"google-chrome-stable", "chrome");

	private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/google-chrome",
			"/snap/bin/chromium", "/opt/google/chrome/chrome",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"C:/Program Files/Google/Chrome/Application/chrome.exe");

	static final String HINT = "No Chromium or Chrome was found. Install one, or name its executable in CHROME_BIN.";

	private Chromium() {
	}

	/**
	 * Looks where browsers usually are.
	 * @param environment {@code CHROME_BIN} alone counts where it is set, else
	 * {@code PATH} and the usual places
	 * @return the executable, empty if there is none
	 */
	static Optional<Path> find(Map<String, String> environment) {
		String chosen = environment.getOrDefault("CHROME_BIN", "");
		Stream<Path> candidates = chosen.isBlank()
				? Stream.concat(onPath(environment.getOrDefault("PATH", "")), PLACES.stream().map(Path::of))
				: Stream.of(Path.of(chosen));
		return candidates.filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
	}

	private static Stream<Path> onPath(String path) {
		List<String> folders = Arrays.stream(path.split(File.pathSeparator))
			.filter((folder) -> !folder.isBlank())
			.toList();
		return COMMANDS.stream().flatMap((command) -> folders.stream().map((folder) -> Path.of(folder, command)));
	}

}
