package dev.runnerfleet.access.session;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BrowserNameTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0                     | Firefox on Linux
					Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0               | Edge on Windows
					Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15                | Safari on macOS
					Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1     | Safari on iPhone
					Mozilla/5.0 (Linux; Android 15) Chrome/140.0.0.0 Mobile Safari/537.36                       | Chrome on Android
					curl/8.5.0                                                                                  | curl
					<script>alert(1)</script>                                                                   | Unknown browser
					|Unknown browser
					""")
	void itIsNamedAsPeopleKnowIt(String userAgent, String name) {
		assertThat(BrowserName.of(userAgent)).isEqualTo(name);
	}

}
