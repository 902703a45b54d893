package dev.runnerfleet.gitlab.runner;

import dev.runnerfleet.gitlab.connection.ConnectionFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GitLabAddressesTest {

	private final GitLabAddresses addresses = LocalGitLab.addresses();

	@ParameterizedTest
	@ValueSource(strings = { "https://gitlab.com", "https://gitlab.com/", "https://gitlab.example.com",
			"https://gitlab.example.com/", "https://gitlab.example.com:8443/", "https://gitlab.example.com:4443/",
			"https://example.com/gitlab", "https://example.com/gitlab/", "https://example.com/tools/git-lab_1.0/",
			"https://example.com/helpdesk/", "https://example.com/apis/gitlab/", "https://192.0.2.1/",
			"https://xn--bcher-kva.example/", "https://gitlab/" })
	void anAddressStays(String address) {
		assertThat(this.addresses.objection(address)).isEmpty();
		assertThat(this.addresses.tidied(address)).isEqualTo(address);
	}

	@ParameterizedTest
	@CsvSource({ "https://gitlab.com/acme/-/runners/new,https://gitlab.com/",
			"https://gitlab.com/groups/acme,https://gitlab.com/", "https://gitlab.com/acme,https://gitlab.com/",
			"https://gitlab.com/acme/app/-/settings/ci_cd,https://gitlab.com/",
			"https://GitLab.com/acme,https://gitlab.com/", "HTTPS://GITLAB.EXAMPLE.COM,https://gitlab.example.com/",
			"https://gitlab.example.com/api/v4,https://gitlab.example.com/",
			"https://gitlab.example.com/api/v4/runners/,https://gitlab.example.com/",
			"https://gitlab.example.com/api/graphql,https://gitlab.example.com/",
			"https://gitlab.example.com/groups/acme/-/runners/42,https://gitlab.example.com/",
			"https://gitlab.example.com/admin/runners/new,https://gitlab.example.com/",
			"https://gitlab.example.com/users/sign_in,https://gitlab.example.com/",
			"https://gitlab.example.com/-/profile,https://gitlab.example.com/",
			"https://gitlab.example.com/dashboard/projects,https://gitlab.example.com/",
			"https://gitlab.example.com:8443/api/v4,https://gitlab.example.com:8443/",
			"https://example.com/gitlab/api/v4,https://example.com/gitlab/",
			"https://example.com/gitlab/groups/acme/-/runners,https://example.com/gitlab/",
			"https://example.com/gitlab/admin/runners,https://example.com/gitlab/" })
	void theAddressOfAPageIsTidied(String page, String root) {
		assertThat(this.addresses.objection(page)).isEmpty();
		assertThat(this.addresses.tidied(page)).isEqualTo(root);
		assertThat(this.addresses.tidied(root)).isEqualTo(root);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"https://gitlab.example.com/acme/app/-/runners|front page: https://gitlab.example.com/ unless",
			"https://gitlab.example.com:8443/acme/-/runners|front page: https://gitlab.example.com:8443/ unless",
			"https://gitlab.example.com:99999/|no such port", "https://gitlab.example.com:0/|no such port",
			"https://me:pass@gitlab.example.com/|user name", "https://gitlab.example.com@evil.example/|user name",
			"https://gitlab.example.com/?x=1|question mark", "https://gitlab.example.com/#top|question mark",
			"gitlab.example.com|https:// in front", "gitlab.example.com:8443|https", "//gitlab.example.com/|https",
			"ftp://gitlab.example.com/|https", "https://gitlab.example.com./|stray dots",
			"https://gitlab..example.com/|not a URL", "https://.example.com/|not a URL",
			"https://git lab.example.com/|not a URL", "https://gitlab.example.com/a b|not a URL",
			"https://gitlab.example.com//acme|empty parts", "https://gitlab.example.com/../acme|dots",
			"https://gitlab.example.com/%2e%2e|percent", "https://bücher.example/|plain ASCII",
			"https://2130706433/|usual form", "https:///acme|stray dots", "https://|not a URL",
			"http://gitlab.example.com/|allow-http", "''|Enter the address" })
	void whatIsNoAddressIsRefusedAndLeftAsItIs(String text, String words) {
		assertThat(this.addresses.objection(text)).hasValueSatisfying((said) -> assertThat(said).contains(words));
		assertThat(this.addresses.tidied(text)).isEqualTo(text);
	}

	@Test
	void plainHttpIsAMatterOfTheSettings() {
		GitLabAddresses open = new GitLabAddresses(ConnectionFixture.localUrls());
		assertThat(open.objection("http://gitlab.example.com/")).isEmpty();
		assertThat(open.tidied("http://GitLab.example.com/groups/acme")).isEqualTo("http://gitlab.example.com/");
	}

}
