package dev.runnerfleet.fleet.adoption;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.network.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class AdoptTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Aws aws;

	@Autowired
	Network network;

	@Autowired
	Blueprints blueprints;

	private final String name = "made-" + UUID.randomUUID();

	@BeforeEach
	void empty() {
		this.rows.clear();
	}

	@Test
	void aStackOfABlueprintIsShownAndThenAdopted() {
		String arn = make(this.name, null);
		assertThat(look(this.name)).hasStatusOk()
			.bodyText()
			.contains("Docker Autoscaler, version 6", "Adopt this fleet", "https://gitlab.example.com/", arn)
			.doesNotContain(Requests.TOKEN, "****");
		MvcTestResult adopted = this.mvc.post()
			.uri("/fleets/adopt")
			.with(csrf())
			.param("region", Requests.REGION)
			.param("stack", arn)
			.exchange();
		UUID id = this.jdbc.sql("select id from stack where arn = ?").param(arn).query(UUID.class).single();
		assertThat(adopted).hasRedirectedUrl("/fleets/" + id);
		assertThat(this.mvc.get().uri("/fleets/{id}/activity", id)).bodyText().contains(this.name, "Adopted", "ada");
		assertThat(this.jdbc.sql("select parameters from fleet").query(String.class).single())
			.contains("https://gitlab.example.com/")
			.doesNotContain(Requests.TOKEN, "RunnerToken", "****");
		assertThat(this.jdbc.sql("select count(*) from operation where kind = 'ADOPT' and look_at is not null")
			.query(Long.class)
			.single()).isOne();
		assertThat(look(this.name)).bodyText().contains("already", "/fleets/" + id);
	}

	@Test
	void itsPageTellsWhenItWasAdoptedAndNothingThatWasNotReadYet() {
		make(this.name, null);
		adopt("{\"region\": \"%s\", \"stackName\": \"%s\"}");
		this.jdbc.sql("update stack set created_at = timestamp '2020-01-15 08:00:00', active_at = created_at").update();
		UUID id = this.jdbc.sql("select id from stack").query(UUID.class).single();
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("<dt>Adopted</dt>", "Not read yet")
			.doesNotContain("2020-01-15T", "None yet", " resources</span>");
	}

	@Test
	void scriptsAdoptToo() {
		make(this.name, null);
		assertThat(adopt("{\"region\": \"%s\", \"stackName\": \"%s\"}")).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.isLenientlyEqualTo("""
					{"name": "%s", "blueprint": "docker-autoscaler", "createdBy": "ada",
					 "operation": {"kind": "ADOPT", "state": "RUNNING"}}""".formatted(this.name));
		assertThat(adopt("{\"region\": \"%s\", \"stackName\": \"%s\"}")).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.hasPath("$.fleet");
	}

	@Test
	void anotherPortalsFleetTakesAConfirmation() {
		make(this.name, UUID.randomUUID().toString());
		assertThat(look(this.name)).bodyText().contains("of another portal", "Adopt it all the same");
		assertThat(adopt("{\"region\": \"%s\", \"stackName\": \"%s\"}")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("confirm");
		assertThat(adopt("{\"region\": \"%s\", \"stackName\": \"%s\", \"confirm\": true}"))
			.hasStatus(HttpStatus.ACCEPTED);
	}

	@Test
	void aStackOfSomethingElseIsRefusedWithWords() {
		this.aws.cloudFormation(Place.in(Requests.REGION))
			.createStack((stack) -> stack.stackName(this.name)
				.templateBody("Resources: { Bucket: { Type: AWS::S3::Bucket } }"));
		assertThat(look(this.name)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("not made from one of the portal", "Docker Machine");
		assertThat(this.rows.count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "not-there", "<b>", "a b",
			"arn:aws:cloudformation:eu-central-1:111122223333:stack/blue/../x", "../" })
	void whatIsNotThereIsRefusedWithWords(String stack) {
		assertThat(look(stack).getResponse().getStatus()).isIn(404, 422);
		assertThat(look(stack)).bodyText().contains("role=\"alert\"").doesNotContain("<b>");
	}

	@Test
	void aRegionThatThereIsNotIsNeverAsked() {
		assertThat(this.mvc.get().uri("/fleets/adopt").param("region", "evil.example").param("stack", "blue"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("The account has no such region");
	}

	@Test
	void thePageIsThereAtOnceAndTheCandidatesWhenTheyCome() {
		make(this.name, null);
		assertThat(this.mvc.get().uri("/fleets/adopt").param("region", Requests.REGION)).hasStatusOk()
			.bodyText()
			.contains("/fleets/adopt/candidates?region=" + Requests.REGION, "hx-trigger=\"load\"", "Show them")
			.doesNotContain(this.name);
		assertThat(candidates(Requests.REGION)).hasStatusOk()
			.bodyText()
			.contains("Look at " + this.name, "Docker Autoscaler")
			.doesNotContain("<html", "hx-trigger", Requests.TOKEN);
		assertThat(this.mvc.get().uri("/fleets/adopt").param("region", Requests.REGION).param("wait", "true"))
			.hasStatusOk()
			.bodyText()
			.contains("<html", "Look at " + this.name);
		assertThat(candidates("evil.example")).hasStatusOk().bodyText().contains("The account has no such region.");
	}

	@Test
	void whatThePortalHasIsLeftOut() {
		make(this.name, null);
		adopt("{\"region\": \"%s\", \"stackName\": \"%s\"}");
		assertThat(candidates(Requests.REGION)).bodyText().contains("that the portal has.").doesNotContain(this.name);
	}

	@Test
	void aStackOfTheOriginalTemplateIsFollowedByOneLikeItOrAdopted() throws IOException {
		original();
		// It is known by its resources, of which there are none in its first moment.
		await().pollInSameThread()
			.atMost(Duration.ofSeconds(60))
			.until(() -> candidates(Requests.REGION).getResponse().getContentAsString(),
					(page) -> page.contains(this.name));
		assertThat(candidates(Requests.REGION)).bodyText()
			.contains("the original template", "Launch one like it", this.name, "WorkerInstanceType=m5.large",
					"MaxConcurrentBuilds=20", "OnDemandPercentage=0", "SpotMaxPrice=0.08", "SubnetIds=subnet-",
					"The token: make a new runner")
			.contains("Look at " + this.name)
			.doesNotContain(Requests.TOKEN, "RunnerToken=", "GitlabToken");
		await().pollInSameThread()
			.atMost(Duration.ofSeconds(60))
			.until(() -> look(this.name).getResponse().getStatus(), (status) -> status == 200);
		assertThat(look(this.name)).bodyText()
			.contains("The original template", "treat it as leaked", "0-8,18-23", "m5.large")
			.doesNotContain(Requests.TOKEN, "GitlabToken", "****");
		assertThat(adopt("{\"region\": \"%s\", \"stackName\": \"%s\"}")).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.isLenientlyEqualTo("{\"name\": \"%s\", \"blueprint\": \"original\"}".formatted(this.name));
		assertThat(this.jdbc.sql("select parameters from fleet").query(String.class).single())
			.contains("OffPeakPeriods")
			.doesNotContain(Requests.TOKEN, "GitlabToken", "****");
		UUID id = this.jdbc.sql("select id from fleet").query(UUID.class).single();
		for (String page : List.of("", "/activity", "/settings", "/log")) {
			assertThat(this.mvc.get().uri("/fleets/" + id + page)).hasStatusOk()
				.bodyText()
				.contains(this.name)
				.doesNotContain(Requests.TOKEN);
		}
		assertThat(this.mvc.get().uri("/fleets/{id}/edit", id)).hasStatus(HttpStatus.CONFLICT);
		assertThat(this.mvc.get().uri("/fleets/{id}/move", id)).bodyText()
			.contains("treat it as leaked", "* 9-17 * * mon-fri", "m5.large", "a worker of its own",
					"<span>Yes</span> → <strong>0</strong>")
			.doesNotContain(Requests.TOKEN, "<span>20</span> → ");
	}

	@Test
	void scriptsListTheCandidates() throws IOException {
		make(this.name, UUID.randomUUID().toString());
		assertThat(this.mvc.get().uri("/api/v1/fleets/adopt").param("region", Requests.REGION)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.candidates[?(@.name=='%s')].foreign".formatted(this.name))
			.asArray()
			.containsExactly(true);
		assertThat(this.mvc.get().uri("/api/v1/fleets/adopt").param("region", "evil.example"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	private MvcTestResult candidates(String region) {
		return this.mvc.get().uri("/fleets/adopt/candidates").param("region", region).exchange();
	}

	private void original() throws IOException {
		String template = new ClassPathResource("sandbox/original.yaml").getContentAsString(StandardCharsets.UTF_8);
		this.aws.cloudFormation(Place.in(Requests.REGION))
			.createStack((stack) -> stack.stackName(this.name)
				.templateBody(template)
				.capabilities(Capability.CAPABILITY_IAM)
				.parameters(parameter("GitlabToken", Requests.TOKEN), parameter("VpcId", Requests.vpc(this.network)),
						parameter("SubnetId", Requests.subnet(this.network)),
						parameter("GitlabRunnerInstanceType", "m5.large"), parameter("GitlabMaxConcurrentBuilds", "20"),
						parameter("GitLabRunnerSpotInstance", "Yes")));
	}

	private MvcTestResult look(String stack) {
		return this.mvc.get()
			.uri("/fleets/adopt")
			.param("region", Requests.REGION)
			.param("stack", stack)
			.accept(MediaType.TEXT_HTML)
			.exchange();
	}

	private MvcTestResult adopt(String body) {
		return this.mvc.post()
			.uri("/api/v1/fleets/adopt")
			.with(csrf().asHeader())
			.contentType(MediaType.APPLICATION_JSON)
			.content(body.formatted(Requests.REGION, this.name))
			.exchange();
	}

	private String make(String name, String tag) {
		return this.aws.cloudFormation(Place.in(Requests.REGION))
			.createStack((stack) -> stack.stackName(name)
				.templateBody(this.blueprints.first().template().body())
				.capabilities(Capability.CAPABILITY_IAM)
				.tags((tag != null) ? new Tag[] { Tag.builder().key("runner-fleet-portal:fleet").value(tag).build() }
						: new Tag[0])
				.parameters(parameter("RunnerToken", Requests.TOKEN), parameter("VpcId", Requests.vpc(this.network)),
						parameter("SubnetIds", Requests.subnet(this.network)),
						parameter("GitlabUrl", "https://gitlab.example.com/")))
			.stackId();
	}

	private static Parameter parameter(String key, String value) {
		return Parameter.builder().parameterKey(key).parameterValue(value).build();
	}

}
