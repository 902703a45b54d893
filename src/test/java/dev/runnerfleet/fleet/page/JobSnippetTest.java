package dev.runnerfleet.fleet.page;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.Fleet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

class JobSnippetTest {

	@Test
	void whateverATagIsYamlReadsItAsItWas() {
		List<String> tags = List.of("docker", "a b", "yes", "1", "x: y", "#no", "say \"hi\"", "c:\\d", "a,b",
				"ünïcode");
		JobSnippet snippet = JobSnippet.of("blue", new Fleet.Jobs("", "", tags, false));
		Map<String, Map<String, Object>> read = new Yaml().load(snippet.text());
		assertThat(read.get("hello")).containsEntry("tags", tags).containsKey("script");
	}

	@Test
	void aRunnerWithoutTagsNeedsNoneAndOneThatIsNotKnownIsNotGuessedAt() {
		assertThat(JobSnippet.of("blue", new Fleet.Jobs("", "", List.of(), true)).text()).contains("script:")
			.doesNotContain("tags");
		assertThat(JobSnippet.of("blue", Fleet.Jobs.UNKNOWN).text()).isEmpty();
	}

}
