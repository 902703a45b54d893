package dev.runnerfleet.fleet;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The tags of a stack as people write them, and as AWS takes them. */
class StackTagsTest {

	@Test
	void eachLineIsATag() {
		String text = "CostCenter=4711\n\n Team = a b \nGröße=sehr groß\nurl=https://example.com/x=y";
		assertThat(StackTags.objections(text)).isEmpty();
		StackTags tags = StackTags.read(text);
		assertThat(tags.values()).containsExactlyInAnyOrderEntriesOf(
				Map.of("CostCenter", "4711", "Team", "a b", "Größe", "sehr groß", "url", "https://example.com/x=y"));
		assertThat(StackTags.read(tags.text())).isEqualTo(tags);
		assertThat(StackTags.read("")).isEqualTo(StackTags.NONE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			CostCenter    | Write key=value
			CostCenter=   | Write key=value
			=4711         | Write key=value
			a=<b>         | Use letters, digits, spaces
			aws:thing=1   | begin with aws:
			AWS:thing=1   | begin with aws:
			runner-fleet-portal:fleet=1 | begin with aws:
			""")
	void whatAwsWouldRefuseIsSaidBefore(String text, String words) {
		assertThat(StackTags.objections(text)).singleElement().asString().contains(words);
	}

	@Test
	void keysAreThereOnceWhateverTheirCase() {
		assertThat(StackTags.objections("team=a\nTeam=b")).singleElement().asString().contains("“Team” is there twice");
	}

	@Test
	void thereIsRoomForAsManyAndAsLongOnesAsAwsTakes() {
		assertThat(StackTags.objections(many(48))).isEmpty();
		assertThat(StackTags.objections(many(50))).singleElement().asString().contains("remove 2");
		assertThat(StackTags.objections("k".repeat(128) + "=" + "v".repeat(256))).isEmpty();
		assertThat(StackTags.objections("k".repeat(129) + "=v")).hasSize(1);
		assertThat(StackTags.objections("k=" + "v".repeat(257))).hasSize(1);
	}

	@Test
	void theTagsOfAwsAndOfThePortalAreNobodysOwn() {
		assertThat(StackTags.of(Map.of("team", "a", "aws:x", "b", "runner-fleet-portal:fleet", "c")).values())
			.isEqualTo(Map.of("team", "a"));
	}

	private static String many(int tags) {
		return IntStream.range(0, tags).mapToObj((number) -> "k" + number + "=v").collect(Collectors.joining("\n"));
	}

}
