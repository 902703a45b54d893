package dev.runnerfleet.journey;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ChromiumTest {

	@TempDir
	Path folder;

	@Test
	void chromeBinIsTaken() throws Exception {
		Path browser = executable("my-browser");
		assertThat(Chromium.find(Map.of("CHROME_BIN", browser.toString()))).contains(browser);
	}

	@Test
	void aChromeBinThatIsNoneIsNotReplacedByAnother() throws Exception {
		executable("chromium");
		assertThat(Chromium
			.find(Map.of("CHROME_BIN", this.folder.resolve("missing").toString(), "PATH", this.folder.toString())))
			.isEmpty();
	}

	@Test
	void withoutChromeBinThePathIsSearched() throws Exception {
		Path browser = executable("google-chrome");
		assertThat(Chromium.find(Map.of("PATH", this.folder.toString()))).contains(browser);
	}

	private Path executable(String name) throws Exception {
		Path file = Files.createFile(this.folder.resolve(name));
		assertThat(file.toFile().setExecutable(true)).isTrue();
		return file;
	}

}
