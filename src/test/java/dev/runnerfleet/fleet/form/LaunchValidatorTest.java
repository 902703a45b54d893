package dev.runnerfleet.fleet.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.gitlab.runner.LocalGitLab;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LaunchValidatorTest {

	private static final String TOKEN = "glrt-" + "x".repeat(20);

	private final LaunchValidator validator = new LaunchValidator(LocalGitLab.addresses());

	private final Blueprint blueprint = new Blueprints().first();

	private final Map<String, String> parameters = new HashMap<>(
			Map.of("VpcId", "vpc-2", "GitlabUrl", "https://gitlab.example.com/", "ManagerKeyPair", "ada"));

	private String key = "k";

	private String name = "blue";

	private String region = "eu-central-1";

	private String token = TOKEN;

	private List<String> subnets = List.of("subnet-a", "subnet-b");

	@Test
	void aLaunchThatIsRightHasNothingWrong() {
		assertThat(violations()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1blue", "-blue", "blue_green", "blue green", "bläu", "a/b" })
	void aStacksNameIsLettersDigitsAndHyphens(String name) {
		this.name = name;
		assertThat(fields()).containsExactly("name");
	}

	@Test
	void aStacksNameHasAtMost128Characters() {
		this.name = "x".repeat(128);
		assertThat(fields()).isEmpty();
		this.name = "x".repeat(129);
		assertThat(fields()).containsExactly("name");
	}

	@ParameterizedTest
	@CsvSource({ "CacheExpirationInDays,-1", "CacheExpirationInDays,3651", "CacheExpirationInDays,soon",
			"CacheExpirationInDays,''", "GitlabUrl,gitlab.com", "GitlabUrl,ftp://gitlab.com/",
			"GitlabUrl,https://me:secret@gitlab.com/", "WorkingHours,* 8-17 * * mon-fry", "WorkingHours,* * * foo *",
			"Timezone,Europe/Berln", "IdleCount,20", "GitlabUrl,https://gitlab.example.com:99999/",
			"GitlabUrl,http://gitlab.example.com/", "GitlabUrl,https://gitlab.example.com/acme/app/-/runners",
			"ManagerSshCidr,10.0.0.0", "WorkingHours,every day", "Privileged,maybe", "WorkerInstanceType,<b>" })
	void aValueMustFitTheTemplatesConstraint(String parameter, String value) {
		this.parameters.put(parameter, value);
		assertThat(fields()).containsExactly("parameters[" + parameter + "]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "A=\u0000", "A=\u0085", "A=\ud800" })
	void noValueHasCharactersThatNoDatabaseTakes(String value) {
		this.parameters.put("Environment", value);
		assertThat(violations())
			.containsExactly(new Violation("parameters[Environment]", "Remove control characters."));
	}

	@Test
	void aLongTextMayHaveLinesAndAShortOneMayNot() {
		this.parameters.put("Environment", "A=b\r\nC=d");
		assertThat(violations()).isEmpty();
		this.parameters.put("DockerImage", "alpine\nlatest");
		assertThat(violations())
			.containsExactly(new Violation("parameters[DockerImage]", "Remove line breaks and control characters."));
	}

	@Test
	void aCharacterOfTwoHalvesIsOne() {
		this.parameters.put("Environment", "A=\ud83d\ude80");
		assertThat(violations()).isEmpty();
	}

	@Test
	void aTokenIsNeededAndARegistrationTokenIsNone() {
		this.token = " ";
		assertThat(fields()).containsExactly("runnerToken");
		this.token = "GR1348941" + "x".repeat(20);
		assertThat(violations()).singleElement().satisfies((violation) -> {
			assertThat(violation.field()).isEqualTo("runnerToken");
			assertThat(violation.message()).contains("registration token").doesNotContain(this.token);
		});
	}

	@Test
	void aTokenAmongTheParametersIsRefusedWithoutBeingShown() {
		this.parameters.put("RunnerToken", TOKEN);
		assertThat(violations()).singleElement()
			.satisfies((violation) -> assertThat(violation.message()).contains("runnerToken").doesNotContain(TOKEN));
	}

	@Test
	void anUnknownParameterIsNamedInShort() {
		this.parameters.put("x".repeat(5000) + "\ud800", "");
		assertThat(violations()).singleElement()
			.satisfies((violation) -> assertThat(violation.message()).hasSizeLessThan(100));
	}

	@Test
	void everythingThatIsWrongIsGathered() {
		this.name = "";
		this.token = "";
		this.subnets = List.of();
		this.parameters.clear();
		assertThat(fields()).containsExactlyInAnyOrder("name", "runnerToken", "subnetIds", "parameters[VpcId]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\u0000b", "schlüssel" })
	void aDamagedKeyIsRefused(String key) {
		this.key = key;
		assertThat(fields()).containsExactly("key");
		this.key = "x".repeat(101);
		assertThat(fields()).containsExactly("key");
	}

	private List<String> fields() {
		return violations().stream().map(Violation::field).toList();
	}

	private List<Violation> violations() {
		return this.validator.violations(new LaunchForm(this.key, this.name, this.region, "docker-autoscaler",
				Secret.of(this.token), this.subnets, this.parameters, null, null, null), this.blueprint);
	}

}
