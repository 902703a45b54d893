package dev.runnerfleet.portal;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.runnerfleet.RunnerFleetPortal;
import dev.runnerfleet.gitlab.reading.GitLabReader;
import dev.runnerfleet.gitlab.runner.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends a token through everything that takes one, with every logger as talkative as
 * people make it who look for a fault, and then looks for it everywhere.
 */
class SecretsTest {

	private static final String TOKEN = "glrt-" + "canary".repeat(4);

	/** One that may be kept, and so is tried where it is. */
	private static final String READ_TOKEN = "glpat-" + "canary".repeat(4);

	private static final String PASSWORD = "correct horse battery";

	private final ByteArrayOutputStream log = new ByteArrayOutputStream();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Properties properties = (Properties) System.getProperties().clone();

	private final List<Appender<ILoggingEvent>> quiet = new ArrayList<>();

	@TempDir
	Path data;

	/** Once the portal is up, since its start sets logging up anew. */
	private void talkAboutEverything() {
		this.root.iteratorForAppenders().forEachRemaining(this.quiet::add);
		this.quiet.forEach(this.root::detachAppender);
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.root.getLoggerContext());
		encoder.setPattern("%level %logger %msg%n%ex");
		encoder.start();
		OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
		appender.setContext(this.root.getLoggerContext());
		appender.setEncoder(encoder);
		appender.setOutputStream(this.log);
		appender.start();
		this.root.addAppender(appender);
		this.root.setLevel(Level.DEBUG);
	}

	@AfterEach
	void beQuietAgain() {
		this.root.detachAndStopAllAppenders();
		this.quiet.forEach(this.root::addAppender);
		this.root.setLevel(Level.WARN);
		System.setProperties(this.properties);
	}

	@Test
	void aTokenIsFoundNowhere() throws Exception {
		List<String> answers = new ArrayList<>();
		try (StandInAws aws = new StandInAws(); StandIn gitlab = new StandIn()) {
			System.setProperty("aws.endpointUrl", aws.url());
			System.setProperty("aws.region", "eu-central-1");
			System.setProperty("aws.accessKeyId", "stand-in");
			System.setProperty("aws.secretAccessKey", "stand-in");
			try (ConfigurableApplicationContext portal = start(gitlab)) {
				talkAboutEverything();
				visit(portal, answers);
				keepReadToken(portal, gitlab, answers);
			}
			assertThat(aws.stacks.keySet()).containsExactlyInAnyOrder("form-good", "api-good", "api-fails");
		}
		assertThat(answers).noneMatch((answer) -> answer.contains(TOKEN) || answer.contains(READ_TOKEN));
		assertThat(this.log.toString(StandardCharsets.UTF_8)).contains("DEBUG org.springframework.web")
			.contains("DEBUG software.amazon.awssdk")
			.doesNotContain(TOKEN, READ_TOKEN);
		try (Stream<Path> files = Files.walk(this.data)) {
			assertThat(files.filter(Files::isRegularFile)).isNotEmpty()
				.allSatisfy((file) -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
					.doesNotContain(TOKEN, READ_TOKEN));
		}
	}

	/** First while GitLab says odd things, then as it is kept and used. */
	private static void keepReadToken(ConfigurableApplicationContext portal, StandIn gitlab, List<String> answers)
			throws Exception {
		int port = Integer.parseInt(portal.getEnvironment().getRequiredProperty("local.server.port"));
		Visitor ada = new Visitor(port, "admin", PASSWORD);
		ada.signIn();
		String self = "GET /api/v4/personal_access_tokens/self";
		Map<String, String> form = Map.of("gitlabUrl", gitlab.url(), "token", READ_TOKEN);
		for (String body : List.of("{\"scopes\": [\"" + READ_TOKEN + "\"], \"name\": \"" + READ_TOKEN + "\"}",
				"<html>" + READ_TOKEN + "</html>", "{\"scopes\": [\"api\"]}",
				"{\"scopes\": [\"read_api\"], \"name\": \"" + READ_TOKEN + "\"}")) {
			gitlab.on(self, 200, body);
			answers.add(ada.post("/settings/gitlab/new", "/settings/gitlab/new", form).body());
		}
		String list = ada.get("/settings/gitlab").body();
		assertThat(list).contains(gitlab.url(), "Works");
		answers.add(list);
		GitLabReader reader = portal.getBean(GitLabReader.class);
		gitlab.on("GET /api/v4/version", 401, "{\"message\": \"" + READ_TOKEN + "\"}");
		answers.add(reader.read(gitlab.url(), (asking) -> asking.get("/version").toString()).toString());
		answers.add(ada.get("/settings/gitlab").body());
		answers.add(ada.get("/audit").body());
	}

	private void visit(ConfigurableApplicationContext portal, List<String> answers) throws Exception {
		int port = Integer.parseInt(portal.getEnvironment().getRequiredProperty("local.server.port"));
		Visitor ada = new Visitor(port, "admin", PASSWORD);
		ada.signIn();
		for (String name : List.of("form-good", "form-refused", "not a name", "form-good")) {
			answers.add(ada.post("/fleets/new", "/fleets/new", form(name, TOKEN)).body());
		}
		answers.add(ada.post("/fleets/new", "/fleets/new", form("two-lines", TOKEN + "\n" + TOKEN)).body());
		answers.add(ada.post("/fleets/new", "/fleets/new?reload=all", form("reloaded", TOKEN)).body());
		answers.add(ada.get("/").body());
		for (String name : List.of("api-good", "api-fails", "api-refused", "not a name")) {
			answers.add(ada.tell("/api/v1/fleets", json(name, "\"" + TOKEN + "\"")).body());
		}
		answers.add(ada.tell("/api/v1/fleets", json("wrong-type", "[\"" + TOKEN + "\"]")).body());
		answers.add(ada.tell("/api/v1/fleets", json("torn", "\"" + TOKEN)).body());
		answers.add(ada.ask("/api/v1/fleets").body());
		for (String tab : List.of("trade", "create", "check")) {
			answers.add(ada.post("/tokens", "/tokens?tab=" + tab, tokenForm("https://oauth2:" + TOKEN + "@127.0.0.1/"))
				.body());
			answers.add(ada.post("/tokens", "/tokens?tab=" + tab, tokenForm("https://127.0.0.1/")).body());
		}
		String trail = ada.get("/audit").body();
		assertThat(trail).contains("form-good", "api-refused", "https://127.0.0.1");
		answers.add(trail);
		answers.add(ada.get("/audit.csv").body());
		answers.add(ada.ask("/api/v1/audit").body());
	}

	private static Map<String, String> tokenForm(String gitlabUrl) {
		return Map.of("gitlabUrl", gitlabUrl, "token", TOKEN, "target", "1");
	}

	private ConfigurableApplicationContext start(StandIn gitlab) {
		return new SpringApplicationBuilder(RunnerFleetPortal.class).run("--server.port=0",
				"--server.address=127.0.0.1", "--portal.read-token-key=AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
				"--portal.gitlab.allow-http=true", "--portal.gitlab.allowed-networks=127.0.0.0/8",
				"--portal.gitlab.allowed-ports=443," + URI.create(gitlab.url()).getPort(), "--portal.data=" + this.data,
				"--portal.admin.password=" + PASSWORD);
	}

	private static Map<String, String> form(String name, String token) {
		return Map.of("name", name, "region", "eu-central-1", "blueprint", "docker-autoscaler", "runnerToken", token,
				"parameters[GitlabUrl]", "https://gitlab.invalid/", "anyway", "true", "parameters[VpcId]", "vpc-1",
				"subnetIds", "subnet-1");
	}

	private static String json(String name, String token) {
		return """
				{"name": "%s", "gitlabUrl": "https://gitlab.invalid/", "anyway": true, "runnerToken": %s, "vpcId": "vpc-1",
				 "subnetIds": ["subnet-1"]}"""
			.formatted(name, token);
	}

}
