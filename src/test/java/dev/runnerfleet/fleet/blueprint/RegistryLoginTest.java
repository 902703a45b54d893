package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.list;
import static org.assertj.core.api.Assertions.assertThat;

/** How the runner logs in at registries for the images of jobs. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class RegistryLoginTest {

	private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hub-AbCdEf";

	private static final String REPOSITORIES = "arn:aws:ecr:eu-central-1:123456789012:repository/ci/*,"
			+ "arn:aws:ecr:us-east-1:210987654321:repository/base,arn:aws:ecr:us-east-1:210987654321:repository/tools";

	private static final String LOGIN = Base64.getEncoder()
		.encodeToString("acme:dckr_pat_1".getBytes(StandardCharsets.UTF_8));

	private static final String LOGINS = "{\"auths\": {\"https://index.docker.io/v1/\": {\"auth\": \"%s\"}}}"
		.formatted(LOGIN);

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = new ManagerHost(this.root);
		this.manager.stub("aws", """
				case "$*" in
				  *LaunchTime*) cat var/lib/cloud/data/instance-id ;;
				  *--version-stage*) echo 'An error occurred (ResourceNotFoundException)' >&2; exit 254 ;;
				  *secret:hub*) if [ -n "${REFUSED:-}" ]; then echo "AccessDeniedException: no" >&2; exit 254; fi
				    echo "$LOGINS" ;;
				  secretsmanager*) echo %s ;;
				esac""".formatted(RenderedBlueprint.TOKEN));
		this.manager.stub("docker-credential-ecr-login",
				"registry=$(cat); echo \"asked for $registry\" >>asked-ecr; [ -z \"${REFUSED:-}\" ]");
		this.manager.environment.put("LOGINS", LOGINS);
	}

	@Test
	void theManagerLogsInWithTheSecretAndLeavesItNowhereElse() throws Exception {
		place(Map.of("RegistrySecretArn", SECRET));
		this.manager.boot();
		assertThat(logins()).isEqualTo(
				Map.of("auths", Map.of("https://index.docker.io/v1/", Map.of("auth", LOGIN)), "credHelpers", Map.of()));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config()))).isEqualTo("rw-------");
		assertThat(this.manager.filesWith(LOGIN)).containsExactly("root/.docker/config.json");
		assertThat(this.manager.story()).contains("registries done: preparing the logins at registries\n");
		assertThat(commands("dnf")).noneMatch((command) -> command.contains("ecr"));
	}

	@Test
	void theManagerLogsInAtEcrThroughAHelperWithItsRole() throws Exception {
		place(Map.of("EcrRepositoryArns", REPOSITORIES));
		this.manager.boot();
		assertThat(at(logins(), "credHelpers")).isEqualTo(Map.of("123456789012.dkr.ecr.eu-central-1.amazonaws.com",
				"ecr-login", "210987654321.dkr.ecr.us-east-1.amazonaws.com", "ecr-login"));
		assertThat(commands("dnf")).containsExactly("dnf install -y amazon-ecr-credential-helper");
		assertThat(this.manager.path("asked-ecr")).content()
			.contains("123456789012.dkr.ecr.eu-central-1.amazonaws.com",
					"210987654321.dkr.ecr.us-east-1.amazonaws.com");
	}

	@Test
	void anImageThatBringsTheHelperIsAskedForNothing() throws Exception {
		this.manager.environment.put("INSTALLED", "amazon-cloudwatch-agent gitlab-runner amazon-ecr-credential-helper");
		place(Map.of("EcrRepositoryArns", REPOSITORIES, "RegistrySecretArn", SECRET));
		this.manager.boot();
		assertThat(this.manager.run("prepare")).isZero();
		assertThat(commands("dnf")).isEmpty();
		assertThat(at(logins(), "auths")).isNotEqualTo(Map.of());
		assertThat(at(logins(), "credHelpers")).isNotEqualTo(Map.of());
	}

	@Test
	void aNewLoginHoldsAtOnceAndGoesWithTheParameter() throws Exception {
		place(Map.of("RegistrySecretArn", SECRET));
		this.manager.boot();
		this.manager.forgetLog();
		this.manager.environment.put("LOGINS", LOGINS.replace("index.docker.io/v1/", "registry.example.com"));
		assertThat(this.manager.run("update")).isZero();
		assertThat(at(logins(), "auths")).isEqualTo(Map.of("https://registry.example.com", Map.of("auth", LOGIN)));
		assertThat(this.manager.log()).doesNotContain("restart");
		place(Map.of());
		assertThat(this.manager.run("update")).isZero();
		assertThat(config()).doesNotExist();
		assertThat(this.manager.log()).doesNotContain("restart");
	}

	@Test
	void aRestartReadsTheSecretAgain() throws Exception {
		place(Map.of("RegistrySecretArn", SECRET));
		this.manager.boot();
		this.manager.environment.put("LOGINS", LOGINS.replace("index.docker.io/v1/", "registry.example.com"));
		assertThat(this.manager.run("resume")).isZero();
		assertThat(config()).content().contains("registry.example.com");
	}

	@Test
	void loginsThatTheFleetDidNotPutThereStay() throws Exception {
		Files.writeString(Files.createDirectories(config().getParent()).resolve("config.json"), "{}");
		place(Map.of());
		this.manager.boot();
		assertThat(config()).hasContent("{}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hunter2hunter2", "{\"auths\": {\"a\": {\"auth\": \"hunter2hunter2\"}}}",
			"{\"auths\": {\"a\": {}}, \"credsStore\": \"desktop\", \"hunter2\": 1}", "[\"hunter2\"]",
			"{\"username\": \"acme\", \"password\": \"hunter2hunter2\"}" })
	void aSecretThatTheRunnerWouldPassOverIsToldWithoutItsWords(String secret) throws Exception {
		place(Map.of("RegistrySecretArn", SECRET));
		this.manager.boot();
		this.manager.environment.put("LOGINS", secret);
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.story()).contains("registries told: the secret is not {", "registries not-in-force: ");
		assertThat(this.manager.filesWith("hunter2")).isEmpty();
		assertThat(at(logins(), "auths").toString()).contains(LOGIN);
	}

	@Test
	void whatRefusesALoginIsTold() throws Exception {
		this.manager.environment.put("REFUSED", "yes");
		place(Map.of("RegistrySecretArn", SECRET));
		this.manager.installAgent();
		assertThat(this.manager.run("decide")).isNotZero();
		assertThat(this.manager.story()).contains(
				"registries told: " + SECRET + " could not be read: AccessDeniedException: no",
				"registries failed: preparing the logins at registries\n");
		place(Map.of("EcrRepositoryArns", REPOSITORIES));
		Files.writeString(Files.createDirectories(this.root.resolve("root/.ecr/log")).resolve("ecr-login.log"),
				"not authorized to perform: ecr:GetAuthorizationToken\n");
		assertThat(this.manager.run("decide")).isNotZero();
		assertThat(this.manager.story()).contains(
				"registries told: 123456789012.dkr.ecr.eu-central-1.amazonaws.com gives no login: not authorized to perform");
	}

	@Test
	void theRoleReadsWhatWasNamedAndNothingElse() {
		assertThat(reads(Map.of())).containsExactly("RunnerTokenSecret");
		assertThat(reads(Map.of("RegistrySecretArn", SECRET))).containsExactly("RunnerTokenSecret", SECRET);
		assertThat(reads(Map.of("EcrRepositoryArns",
				"arn:aws:ecr:eu-central-1:123456789012:repository/ci/*,"
						+ "arn:aws:ecr:us-east-1:210987654321:repository/base")))
			.containsExactly("RunnerTokenSecret", "arn:aws:ecr:eu-central-1:123456789012:repository/ci/*",
					"arn:aws:ecr:us-east-1:210987654321:repository/base");
		assertThat(actions(Map.of())).doesNotContain("ecr:GetAuthorizationToken");
		assertThat(actions(Map.of("EcrRepositoryArns", REPOSITORIES))).contains("ecr:GetAuthorizationToken");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hub", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:$(reboot)",
			"arn:aws:secretsmanager:eu-central-1:1:secret:a b" })
	void refusesWhatIsNoArn(String value) {
		assertThat(RenderedBlueprint.of("docker-autoscaler", Map.of("RegistrySecretArn", value)).violations())
			.hasSize(1);
	}

	private void place(Map<String, String> values) throws IOException {
		RenderedBlueprint fleet = RenderedBlueprint.of("docker-autoscaler", new HashMap<>(values));
		assertThat(fleet.violations()).isEmpty();
		this.manager.place(fleet);
	}

	private static List<Object> reads(Map<String, String> values) {
		return RenderedBlueprint.of("docker-autoscaler", values)
			.statements()
			.stream()
			.filter((statement) -> list(at(statement, "Action")).contains("secretsmanager:GetSecretValue"))
			.flatMap((statement) -> list(at(statement, "Resource")).stream())
			.toList();
	}

	private static List<Object> actions(Map<String, String> values) {
		return RenderedBlueprint.of("docker-autoscaler", values)
			.statements()
			.stream()
			.flatMap((statement) -> list(at(statement, "Action")).stream())
			.toList();
	}

	private Path config() {
		return this.root.resolve("root/.docker/config.json");
	}

	private Map<?, ?> logins() throws IOException {
		return JsonMapper.shared().readValue(Files.readString(config()), Map.class);
	}

	private List<String> commands(String name) throws IOException {
		return this.manager.log().lines().filter((line) -> line.startsWith(name + " ")).toList();
	}

}
