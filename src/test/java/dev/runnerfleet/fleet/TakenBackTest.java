package dev.runnerfleet.fleet;

import java.util.Map;

import dev.runnerfleet.gitlab.CheckOutcome;
import dev.runnerfleet.gitlab.RunnerTokens;
import dev.runnerfleet.gitlab.StandIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a new runner whose launch comes to nothing. */
@GitLabPortal
class TakenBackTest {

	private static final String REGISTRATION = "GR1348941" + "r".repeat(20);

	private static final String ACCESS = "glpat-" + "a".repeat(20);

	private static final String NEW_TOKEN = "glrt-" + "n".repeat(20);

	private static final String ISSUED = "{\"id\": 42, \"token\": \"" + NEW_TOKEN + "\"}";

	@Autowired
	LaunchDesk desk;

	@Autowired
	RunnerTokens tokens;

	@Autowired
	StandIn gitlab;

	@Autowired
	StubbornAws aws;

	@Autowired
	FleetRows rows;

	@BeforeEach
	void begin() {
		this.gitlab.reset();
		this.aws.reset();
		this.rows.clear();
	}

	@Test
	void itIsRemovedWhereAwsDeniesTheLaunch() {
		this.aws.deny();
		assertThat(this.desk.send(this.desk.trading(REGISTRATION))).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyText()
			.contains("The permission cloudformation:CreateStack is missing", Aftermath.REMOVED.sentence())
			.doesNotContain(REGISTRATION, this.aws.runnerToken().reveal());
		assertThat(this.rows.count()).isZero();
		assertThat(known()).isFalse();
	}

	@Test
	void itIsRemovedWhereTheNameIsTakenInTheAccount() {
		Map<String, String> form = this.desk.creating(ACCESS);
		this.aws.cloudFormation(Requests.REGION)
			.createStack((stack) -> stack.stackName(form.get("name"))
				.templateBody("Resources: { Bucket: { Type: AWS::S3::Bucket } }"));
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("The name is taken in", "id=\"name-error\"", Aftermath.REMOVED.sentence())
			.doesNotContain(ACCESS, this.aws.runnerToken().reveal());
		assertThat(this.rows.count()).isZero();
		assertThat(known()).isFalse();
	}

	@Test
	void itStaysWhereNobodyKnowsWhetherAwsHasTheLaunch() {
		this.aws.fallSilent();
		assertThat(this.desk.send(this.desk.trading(REGISTRATION))).hasStatus(HttpStatus.FOUND);
		assertThat(known()).isTrue();
	}

	@Test
	void thePersonIsToldWhichOneCouldNotBeRemoved() {
		this.gitlab.on("GET /api/v4/groups/demo", 200, "{\"id\": 1}").on("POST /api/v4/user/runners", 201, ISSUED);
		this.aws.deny();
		Map<String, String> form = this.desk.creating(ACCESS);
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		String page = this.gitlab.url() + "/groups/demo/-/runners/42";
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyText()
			.contains("Runner #42 was made for this launch and could not be removed again.", "href=\"" + page + "\"")
			.doesNotContain(ACCESS, NEW_TOKEN);
		assertThat(this.gitlab.requests()).contains("DELETE /api/v4/runners");
	}

	@Test
	void itIsRemovedWhereGitLabLivesAtAnotherAddressThanTyped() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED).on("DELETE /api/v4/runners", 204, "");
		Map<String, String> form = this.desk.trading(REGISTRATION);
		form.put("parameters[GitlabUrl]", this.gitlab.url() + "/some/group");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("This GitLab lives at another address", "Enter " + this.gitlab.url() + ".",
					"id=\"parameters-GitlabUrl-error\"", Aftermath.REMOVED.sentence())
			.doesNotContain(REGISTRATION, NEW_TOKEN);
		assertThat(this.gitlab.requests()).endsWith("DELETE /api/v4/runners");
		assertThat(this.aws.asked()).isZero();
		assertThat(this.rows.count()).isZero();
	}

	/** Whether the sandbox's GitLab has a runner with the token that AWS was given. */
	private boolean known() {
		return this.tokens.check(this.tokens.suggestedUrl(), this.aws.runnerToken()) instanceof CheckOutcome.Accepted;
	}

}
