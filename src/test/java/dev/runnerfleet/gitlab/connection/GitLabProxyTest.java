package dev.runnerfleet.gitlab.connection;

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class GitLabProxyTest {

	@Test
	void withoutASettingThereIsNone() {
		assertThat(GitLabProxy.of(null, Map.<String, String>of()::get)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "http://proxy.example:3128, proxy.example:3128", "proxy.example:3128, proxy.example:3128",
			"http://proxy.example, proxy.example:80", "https://proxy.example/, proxy.example:443",
			"http://ada:secret@10.0.0.5:8080, 10.0.0.5:8080" })
	void theUsualSpellingsAreRead(String value, String proxy) {
		assertThat(GitLabProxy.of(null, Map.of("HTTPS_PROXY", value)::get)).hasToString(proxy);
		assertThat(GitLabProxy.of(null, Map.of("https_proxy", value)::get)).hasToString(proxy);
		assertThat(GitLabProxy.of(value, Map.<String, String>of()::get)).hasToString(proxy);
	}

	@Test
	void whatIsSetForGitLabWinsThenJavaThenTheEnvironment() {
		Map<String, String> all = Map.of("https.proxyHost", "java.example", "https.proxyPort", "8080", "HTTPS_PROXY",
				"http://env.example:3128");
		assertThat(GitLabProxy.of("http://own.example:1", all::get)).hasToString("own.example:1");
		assertThat(GitLabProxy.of(null, all::get)).hasToString("java.example:8080");
		assertThat(GitLabProxy.of("none", all::get)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "socks5://ada:secret@proxy.example", "http://", "http://ada:secret@pro xy", "://x" })
	void whatIsNoProxyStopsTheStartWithoutTellingAPassword(String value) {
		assertThatIllegalStateException().isThrownBy(() -> GitLabProxy.of(null, Map.of("HTTPS_PROXY", value)::get))
			.withMessageContaining("HTTPS_PROXY does not name a proxy")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "gitlab.example|git.example|true", "gitlab.example|gitlab.example|false",
			"gitlab.example|a.gitlab.example|false", "gitlab.example|mygitlab.example|true",
			".example.com|git.example.com|false", ".example.com|example.com|true",
			"*.example.com|git.example.com|false", "*|gitlab.com|false", "10.0.0.0/8|10.1.2.3|false",
			"10.0.0.0/8|gitlab.com|true", "10.*|10.1.2.3|false", "fd00::/8|[fd12::1]|false", "fd12::1|[fd12::1]|false",
			"GITLAB.example:443|gitlab.example|false", "gitlab.example:8443|gitlab.example|true",
			"[fd12::1]:443|[fd12::1]|false", "a.example, gitlab.example|gitlab.example|false",
			"not/a/network|10.1.2.3|true", "|localhost|false", "|127.0.0.9|false", "|[::1]|false", "|gitlab.com|true" })
	void whatIsListedIsCalledDirectly(String list, String host, boolean served) {
		GitLabProxy proxy = GitLabProxy.of("http://proxy.example:3128",
				Map.of("NO_PROXY", (list != null) ? list : "")::get);
		assertThat(proxy.serves(url("https://" + host, false))).isEqualTo(served);
	}

	@Test
	void javasOwnListIsReadToo() {
		GitLabProxy proxy = GitLabProxy.of("http://proxy.example:3128",
				Map.of("http.nonProxyHosts", "*.inside.example|git.example")::get);
		assertThat(proxy.serves(url("https://git.example", false))).isFalse();
		assertThat(proxy.serves(url("https://a.inside.example", false))).isFalse();
		assertThat(proxy.serves(url("https://gitlab.com", false))).isTrue();
	}

	@Test
	void plainHttpAndThePortalsOwnGitLabAreCalledDirectly() {
		GitLabProxy proxy = GitLabProxy.of("http://proxy.example:3128", Map.<String, String>of()::get);
		assertThat(proxy.serves(url("http://git.example", false))).isFalse();
		assertThat(proxy.serves(url("https://git.example", true))).isFalse();
	}

	private static GitLabUrl url(String text, boolean trusted) {
		return new GitLabUrl(URI.create(text), trusted, false);
	}

}
