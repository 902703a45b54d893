package dev.runnerfleet.web.styles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IconsTest {

	private static final Pattern USED = Pattern.compile("web/icon :: icon\\('([^']*)'\\)");

	private final Icons icons = new Icons(new StaticListableBeanFactory().getBeanProvider(ResourceUrlProvider.class));

	private final Resource file = new ClassPathResource(Icons.FOLDER + "icons.svg");

	@Test
	void eachIconIsDrawnAsTheLibraryHasIt() throws IOException {
		String whole = this.icons.fill(this.file, this.file.getContentAsString(StandardCharsets.UTF_8));
		assertThat(whole)
			.contains("<symbol id=\"check-lg\" viewBox=\"0 0 16 16\"><path d=\"M12.736 3.97a.733.733 0 0 1 1.047 0")
			.doesNotContainPattern("<symbol id=\"[a-z0-9-]+\"/>");
	}

	@Test
	void aNameThatTheLibraryDoesNotKnowIsNotServed() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.icons.fill(this.file, "<symbol id=\"no-such-icon\"/>"));
	}

	@Test
	void aPageIsRefusedAnIconThatIsNotServed() {
		assertThat(this.icons.path("check-lg")).isEqualTo("/icons/icons.svg#check-lg");
		assertThatIllegalArgumentException().isThrownBy(() -> this.icons.path("no-such-icon"))
			.withMessage("icons.svg has no symbol no-such-icon");
	}

	@Test
	void everyIconThatATemplateShowsIsServed() throws IOException {
		assertThat(used()).isNotEmpty().allSatisfy((name) -> assertThat(this.icons.path(name)).endsWith("#" + name));
	}

	private static List<String> used() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/main/resources/templates"))) {
			return files.filter((file) -> file.toString().endsWith(".html")).flatMap(IconsTest::usedIn).toList();
		}
	}

	private static Stream<String> usedIn(Path template) {
		try {
			return USED.matcher(Files.readString(template)).results().map((use) -> use.group(1));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
