package dev.runnerfleet.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptsTest {

	private static final int MOST = 15_000;

	@Test
	void allScriptsOfOurOwnAreReadInOneGo() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/main/resources/static/js"))) {
			assertThat(files.mapToLong((file) -> file.toFile().length()).sum()).as("bytes of scripts")
				.isBetween(1L, (long) MOST);
		}
	}

}
