package dev.runnerfleet.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The portal knows nothing of its sandbox, which takes the places that are left to it.
 */
class NamedNowhereElseTest {

	private static final List<Path> ROOTS = List.of(Path.of("src/main/java"), Path.of("src/main/resources/templates"),
			Path.of("src/main/resources/static"), Path.of("src/main/resources/application.yml"));

	@Test
	void nothingOutsideOfTheSandboxNamesIt() throws IOException {
		for (Path root : ROOTS) {
			try (Stream<Path> files = Files.walk(root)) {
				List<Path> others = files.filter(Files::isRegularFile).filter((file) -> !isOfSandbox(file)).toList();
				assertThat(others).isNotEmpty().allSatisfy((file) -> assertThat(text(file)).doesNotContain("sandbox"));
			}
		}
	}

	private static boolean isOfSandbox(Path file) {
		return Stream.iterate(file, (path) -> path != null, Path::getParent)
			.anyMatch((path) -> path.endsWith("sandbox"));
	}

	private static String text(Path file) throws IOException {
		return Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
	}

}
