package dev.runnerfleet.fleet.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.blueprint.Blueprints;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What people read of the catalogue is what the portal says. */
class CausesDocumentTest {

	private static final Path DOCUMENT = Path.of("docs/causes.md");

	private static final String HEAD = """
			# What can go wrong

			Why a launch, a change or a removal fails, as the portal tells it: from AWS's own words, from the manager's log, and
			from what the group of workers says. The fleet's page shows title, reason, remedy and a link; the API names the cause
			by its name here (`operation.failure.cause`). What AWS names, such as a zone or a permission, is in the title then.

			[architecture.md](architecture.md#a-cause) says how to add one. This page is made from
			`src/main/resources/causes` by `./mvnw test -Dtest=CausesDocumentTest -Dcauses.write`.
			""";

	private final CauseCatalogue catalogue = new CauseCatalogue(new Blueprints());

	@Test
	void theDocumentSaysWhatTheCatalogueSays() throws IOException {
		String made = HEAD + CauseCatalogue.FILES.stream().map(this::section).collect(Collectors.joining());
		if (System.getProperty("causes.write") != null) {
			Files.writeString(DOCUMENT, made);
		}
		assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
	}

	private String section(String file) {
		List<CauseRule> rules = this.catalogue.rules(file);
		return "\n## %s\n\n| name | what happened | what to do |\n|---|---|---|\n".formatted(file)
				+ rules.stream().map(CausesDocumentTest::row).collect(Collectors.joining());
	}

	private static String row(CauseRule rule) {
		return "| `%s` | **%s** %s | %s |\n".formatted(rule.id(), plain(rule.title()), plain(rule.explanation()),
				plain(rule.fix()));
	}

	private static String plain(Words words) {
		return words.filled(Map.of("region", "the region")).replace("<", "&lt;").replace("|", "\\|");
	}

}
