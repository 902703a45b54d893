package dev.runnerfleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the table of the verification standard to what there is, as tests are renamed and
 * files moved without a thought of it.
 */
class AsvsTest {

	private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

	private static final Pattern FILE = Pattern.compile("`([\\w./-]+)`");

	/** How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has. */
	private static final Map<Integer, Long> REQUIREMENTS = Map.ofEntries(Map.entry(1, 27L), Map.entry(2, 11L),
			Map.entry(3, 19L), Map.entry(4, 10L), Map.entry(5, 9L), Map.entry(6, 35L), Map.entry(7, 18L),
			Map.entry(8, 7L), Map.entry(9, 7L), Map.entry(10, 29L), Map.entry(11, 14L), Map.entry(12, 9L),
			Map.entry(13, 13L), Map.entry(14, 9L), Map.entry(15, 13L), Map.entry(16, 16L), Map.entry(17, 7L));

	private final String page = read(Path.of("docs", "asvs.md"));

	private final List<Row> rows = this.page.lines().filter((line) -> line.startsWith("| V")).map(Row::of).toList();

	@Test
	void everyRequirementHasItsRow() {
		assertThat(this.rows).extracting(Row::requirement).doesNotHaveDuplicates();
		assertThat(this.rows.stream().collect(Collectors.groupingBy(Row::chapter, Collectors.counting())))
			.isEqualTo(REQUIREMENTS);
	}

	@Test
	void everyTestThatIsNamedIsThere() {
		Map<String, String> tests = tests();
		assertThat(this.rows.stream().flatMap((row) -> row.tests(TEST))).hasSizeGreaterThan(100)
			.allSatisfy((test) -> assertThat(tests.getOrDefault(test.group(1), "")).as(test.group())
				.contains((test.group(2) != null) ? "void " + test.group(2) + "(" : "@"));
	}

	@Test
	void everyFileThatIsNamedIsThere() {
		assertThat(this.rows.stream()
			.flatMap((row) -> FILE.matcher(TEST.matcher(row.proof()).replaceAll("")).results())
			.map((file) -> file.group(1))).isNotEmpty().allSatisfy((file) -> assertThat(Path.of(file)).isRegularFile());
	}

	@Test
	void whatIsMetHasAProofAndTheRestAReason() {
		assertThat(this.rows).allSatisfy((row) -> assertThat(row.how()).isNotBlank())
			.allSatisfy((row) -> assertThat(row.state()).isIn("met", "n/a", "operator", "not met"))
			.filteredOn((row) -> row.state().equals("met"))
			.allSatisfy((row) -> assertThat(row.proof()).as(row.requirement()).isNotBlank());
		Map<String, Long> states = this.rows.stream().collect(Collectors.groupingBy(Row::state, Collectors.counting()));
		assertThat(this.page).contains("%d requirements: %d met, %d n/a, %d operator, %d not met.".formatted(
				this.rows.size(), states.get("met"), states.get("n/a"), states.get("operator"), states.get("not met")));
	}

	/** By name; some names are there in more than one package. */
	private static Map<String, String> tests() {
		try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.collect(Collectors.toMap((file) -> file.getFileName().toString().replace(".java", ""), AsvsTest::read,
						String::concat, TreeMap::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
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

	private record Row(String requirement, String state, String how, String proof) {

		static Row of(String line) {
			String[] cells = line.split("\\|", -1);
			assertThat(cells).as(line).hasSize(7);
			return new Row(cells[1].strip(), cells[3].strip(), cells[4].strip(), cells[5].strip());
		}

		int chapter() {
			return Integer.parseInt(this.requirement.substring(1, this.requirement.indexOf('.')));
		}

		Stream<MatchResult> tests(Pattern test) {
			return test.matcher(this.how + this.proof).results();
		}

	}

}
