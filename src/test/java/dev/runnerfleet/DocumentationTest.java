package dev.runnerfleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what is written for those who come after to what there is, as types are renamed
 * and files moved without a thought of it.
 */
class DocumentationTest {

	private static final int WIDTH = 120;

	private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$");

	private static final Pattern LINK = Pattern.compile("\\]\\((?!\\w+:)([^)#]+)(?:#[^)]*)?\\)");

	private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:\\.\\w+)?`");

	private static final Pattern WORD = Pattern.compile("[A-Z]\\w+");

	static Stream<Path> pages() throws IOException {
		return Stream.of(files(Path.of("."), 1, ".md"), files(Path.of("docs"), 1, ".md")).flatMap(List::stream);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linesWrap(Path page) {
		assertThat(CODE.matcher(read(page)).replaceAll("").lines())
			.filteredOn((line) -> !line.startsWith("|") && line.strip().contains(" ") && line.length() > WIDTH)
			.isEmpty();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Path page) {
		assertThat(LINK.matcher(read(page)).results().map((link) -> link.group(1)))
			.allSatisfy((target) -> assertThat(page.resolveSibling(target)).exists());
	}

	@Test
	void whatTheArchitectureNamesIsThere() throws IOException {
		Set<String> words = files(Path.of("src"), Integer.MAX_VALUE, ".java", ".yaml").stream()
			.flatMap((file) -> WORD.matcher(read(file)).results())
			.map(MatchResult::group)
			.collect(Collectors.toSet());
		List<String> names = TYPE.matcher(read(Path.of("docs", "architecture.md")))
			.results()
			.map((name) -> name.group(1))
			.toList();
		assertThat(names).hasSizeGreaterThan(30);
		assertThat(names).filteredOn((name) -> !words.contains(name)).isEmpty();
	}

	private static List<Path> files(Path folder, int depth, String... endings) throws IOException {
		try (Stream<Path> files = Files.walk(folder, depth)) {
			return files.filter((file) -> Stream.of(endings).anyMatch(file.toString()::endsWith)).toList();
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
