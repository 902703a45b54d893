package dev.runnerfleet.fleet.page;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.HeardPulses;
import dev.runnerfleet.stack.Columns;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** What a fleet's page says of what its manager reports. */
@SandboxPortal
@WithMockUser(username = "vera", roles = "VIEWER")
class PulsePagesTest {

	private static final String LINE = """
			{"v":1,"at":"%s","manager":"i-0123456789abcdef0","since":"2026-01-15T07:00:00Z","runner":"19.4.0",
			"gitlab":{"at":"%s","status":204},"jobs":{"running":12,"limit":20,"finished":340,"failed":7},
			"queue":{"median":35,"longest":240},"workers":{"busy":12,"ready":2,"starting":3,"failed":0,"max":20},
			"disk":41,"memory":97,"trouble":"group: <b>not readable</b>"}""";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	Clock clock;

	private HeardPulses heard;

	private Instant now;

	@BeforeEach
	void empty() {
		this.rows.clear();
		this.heard = new HeardPulses(this.jdbc);
		this.now = this.clock.instant();
	}

	@Test
	void theNumbersAreThereWithTheirAgeAndAsAPicture() {
		UUID id = fleet("CREATE_COMPLETE", Health.Kind.WORKING, "Working: 12 jobs on 12 workers", "",
				this.now.minusSeconds(12));
		this.heard.point(id, this.now.minus(Duration.ofHours(1)), 12, 15, 3, 240);
		assertThat(page(id)).bodyText()
			.contains(">Ready<", "Working: 12 jobs on 12 workers", ">12 of 20<", ">17 of 20<",
					"12 busy, 2 ready, 3 starting", ">35 s<", "the longest 4 min", "had no job for it",
					"<time data-ago", ">19.4.0<", "7 failed, since", ">97 % full<",
					"group: &lt;b&gt;not readable&lt;/b&gt;", "session-manager/i-0123456789abcdef0",
					"role=\"img\" aria-label=\"The last 24 hours: at most 12 jobs at once on 18 workers",
					"<path class=\"jobs\"", "Nothing was heard", "3 workers are starting")
			.doesNotContain("Manager’s disk", "style=", "<b>not");
	}

	@Test
	void whatIsWrongComesWithSinceWhenAndWhatToDo() {
		UUID id = fleet("CREATE_COMPLETE", Health.Kind.CANNOT_SCALE, "Cannot start workers: vCPU limit reached",
				"Ask AWS for a higher quota.", this.now.minusSeconds(12));
		assertThat(page(id)).bodyText()
			.contains(">Cannot start workers<", "Cannot start workers: vCPU limit reached",
					"Ask AWS for a higher quota.", "So since", "panel-bad")
			.doesNotContain(">Ready<");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			RAISE_QUOTA     | Open Service Quotas          | servicequotas/home/services/ec2/quotas?region=
			CHANGE          | Change                       | /edit"
			CHANGE_DISK     | Change its disk              | /edit#parameters-ManagerVolumeSize"
			GIVE_TOKEN      | Give it a new token          | /edit#runnerToken"
			RENEW_BLUEPRINT | Preview the newest blueprint | /edit"
			OPEN_EC2        | Open the manager in EC2      | InstanceDetails:instanceId=i-0123456789abcdef0
			READ_LOG        | Read the manager’s log       | /log"
			""")
	void aButtonDoesWhatTheAdviceNamesFirstWhateverItsWords(Health.Step step, String label, String url)
			throws UnsupportedEncodingException {
		String page = page(cannotScale(step)).getResponse().getContentAsString(StandardCharsets.UTF_8);
		String button = page.substring(page.indexOf("id=\"fleet-remedy\""));
		assertThat(button.substring(0, button.indexOf("</a>"))).contains(url, label);
		assertThat(page).contains("It is the AWS account, not your job", "AWS says: No &lt;more&gt; with Change.");
	}

	@Test
	void whileTwoManagersLiveItIsSaidWhichWorks() {
		UUID id = fleet("UPDATE_IN_PROGRESS", Health.Kind.WORKING, "Working: 1 job", "", this.now);
		assertThat(page(id)).bodyText().doesNotContain("The old manager finishes its jobs", "Manager’s group in EC2");
		grouped(id);
		assertThat(page(id)).bodyText()
			.contains("The old manager finishes its jobs; the new one waits.", "Manager’s group in EC2",
					"AutoScalingGroupDetails:id=blue-manager");
	}

	@Test
	void aManagerThatItsGroupBringsBackHasAButtonToTheGroup() {
		UUID id = cannotScale(Health.Step.OPEN_GROUP);
		grouped(id);
		assertThat(page(id)).bodyText()
			.contains("Open the manager’s group in EC2", "AutoScalingGroupDetails:id=blue-manager");
	}

	private void grouped(UUID id) {
		this.jdbc
			.sql("""
					insert into stack_resource (stack_id, logical_id, physical_id, type, status, started_at)
					values (?, 'ManagerGroup', 'blue-manager', 'AWS::AutoScaling::AutoScalingGroup', 'CREATE_COMPLETE', ?)""")
			.params(id, Columns.sql(this.now))
			.update();
		Map.of("i-0000000000000001a", 0, "i-0000000000000002b", 9)
			.forEach((instance, seconds) -> this.jdbc
				.sql("insert into manager_machine (stack_id, instance_id, seen_at, leaving) values (?, ?, ?, ?)")
				.params(id, instance, Columns.sql(this.now.plusSeconds(seconds)), seconds == 0)
				.update());
	}

	@Test
	void whereThereIsNothingToPressThereIsNoButtonThoughWordsOfItStandThere() {
		assertThat(page(cannotScale(Health.Step.NONE))).bodyText()
			.contains("Ask whoever looks after the account.", "AWS says: No &lt;more&gt; with Change.")
			.doesNotContain("fleet-remedy");
	}

	@Test
	void whatGitLabSaysHasItsPlaceBeforeTheFirstReport() {
		assertThat(page(this.rows.add("young", "CREATE_COMPLETE", 0))).bodyText().contains("id=\"fleet-gitlab\"");
		assertThat(page(this.rows.add("failed", "ROLLBACK_COMPLETE", 0))).bodyText()
			.doesNotContain("id=\"fleet-gitlab\"");
	}

	@Test
	void anOldReportTellsNothingOfThePresent() {
		UUID id = fleet("CREATE_COMPLETE", Health.Kind.MANAGER_GONE, "The manager is gone", "Launch another like it.",
				this.now.minus(Duration.ofMinutes(4)));
		assertThat(page(id)).bodyText()
			.contains(">Manager is gone<", ">4 min ago<", "Its manager is gone")
			.doesNotContain(">12 of 20<", "had no job for it", ">19.4.0<");
	}

	@Test
	void whileSomethingGoesOnTheStateAloneSaysHowItIs() {
		UUID id = fleet("UPDATE_IN_PROGRESS", Health.Kind.SILENT, "No report since 12:04", "Reboot it.",
				this.now.minus(Duration.ofMinutes(4)));
		assertThat(page(id)).bodyText()
			.contains("Being changed outside the portal", "Something is under way")
			.doesNotContain("No report since 12:04", "Reboot it.");
	}

	@Test
	void aFleetOfAnOlderBlueprintSaysWhichUpdateBringsAReport() {
		UUID id = fleet("CREATE_COMPLETE", Health.Kind.UNKNOWN, "Does not report how it is",
				"Managers report from version 3 of the blueprints on.", null);
		assertThat(page(id)).bodyText()
			.contains("Does not report how it is", "from version 3", "/edit")
			.doesNotContain("fleet-chart", "Why is my job waiting?", "class=\"figures\"");
	}

	@Test
	void whatItCostIsToldByTypeWithWhatIsNotCounted() {
		UUID id = fleet("CREATE_COMPLETE", Health.Kind.IDLE, "Idle", "", this.now);
		YearMonth month = YearMonth.from(this.now.atZone(ZoneOffset.UTC));
		this.heard.workerTime(id, month, "t3.micro", Duration.ofHours(100));
		this.heard.workerTime(id, month.minusMonths(1), "t3.micro/spot", Duration.ofHours(50));
		assertThat(page(id)).bodyText()
			.contains("t3.micro", "on demand", "100 h", "spot", "50 h", "Not counted: the manager",
					"hours without a report");
	}

	private MvcTestResult page(UUID id) {
		return this.mvc.get().uri("/fleets/{id}", id).exchange();
	}

	private UUID fleet(String status, Health.Kind kind, String words, String advice, @Nullable Instant heardAt) {
		return fleet(status, new Health(kind, this.now, words, advice), heardAt);
	}

	private UUID cannotScale(Health.Step step) {
		return fleet("CREATE_COMPLETE", new Health(Health.Kind.CANNOT_SCALE, this.now, "Cannot start workers: it is so",
				"Ask whoever looks after the account. AWS said: No <more> with Change.", step, Health.Fault.ACCOUNT),
				this.now.minusSeconds(12));
	}

	private UUID fleet(String status, Health health, @Nullable Instant heardAt) {
		UUID id = this.rows.add("blue", status, 0);
		this.heard.put(id, health, (heardAt != null) ? LINE.formatted(heardAt, heardAt.minusSeconds(2)) : null,
				heardAt);
		this.events.publishEvent(new Stack.Changed(id));
		return id;
	}

}
