package dev.runnerfleet.access.resume;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeptFormTest {

	@Test
	void whatWasTypedComesBackLetterByLetter() {
		KeptForm form = keep(Map.of("name", new String[] { "blue & grün = 1%" }, "subnetIds",
				new String[] { "subnet-1", "subnet-2" }, "parameters[Empty]", new String[] { "" }));
		assertThat(KeptForm.parse("ada", "/fleets/new", form.text())).isEqualTo(form);
		assertThat(form.fields()).containsEntry("name", List.of("blue & grün = 1%"))
			.containsEntry("subnetIds", List.of("subnet-1", "subnet-2"))
			.containsEntry("parameters[Empty]", List.of(""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "_csrf", "_by", "password", "current", "again", "token", "runnerToken", "accessToken",
			"source.registrationToken", "parameters[GitlabToken]", "clientSecret", "confirm", "anyway" })
	void secretsAndConfirmationsAreLeftOut(String name) {
		assertThat(keep(Map.of(name, new String[] { "x" })).fields()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "glrt-made-up-token-000001", "see glpat-abc", "GR1348941xyz", "AKIAABCDEFGHIJKLMNOP",
			"-----BEGIN RSA PRIVATE KEY-----", "https://ada:shibboleth@gitlab.example.com/",
			"https://gitlab.example.com/?private_token=shibboleth" })
	void aSecretIsLeftOutWhereverItWasPasted(String value) {
		assertThat(keep(Map.of("name", new String[] { value })).fields()).isEmpty();
	}

	/** The browser sends nothing for such a box but the marker that it was there. */
	@Test
	void aBoxThatWasUntickedComesBackUnticked() {
		assertThat(keep(Map.of("_runUntagged", new String[] { "on" })).fields()).containsKey("_runUntagged");
	}

	@ParameterizedTest
	@ValueSource(strings = { "blue", "https://gitlab.example.com/", "ami-0123456789abcdef0", "glass-house",
			"ops@example.com", "-----BEGIN CERTIFICATE-----" })
	void everythingElseIsKept(String value) {
		assertThat(keep(Map.of("name", new String[] { value })).fields()).isNotEmpty();
	}

	private static KeptForm keep(Map<String, String[]> parameters) {
		return KeptForm.of("ada", "/fleets/new", parameters);
	}

}
