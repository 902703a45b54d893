package dev.runnerfleet.fleet.bulk;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.fleet.listing.FleetLabels;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stacks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
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
class BulkTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	BulkRuns runs;

	@Autowired
	BulkRunner runner;

	@Autowired
	BulkPages pages;

	@Autowired
	FleetLabels labels;

	@Autowired
	Stacks stacks;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Clock clock;

	@BeforeEach
	void empty() {
		this.jdbc.sql("delete from bulk_run").update();
		this.jdbc.sql("delete from audit_entry").update();
		this.rows.clear();
	}

	@Test
	void nothingIsDoneForNoFleet() {
		assertThat(choose("remove")).hasRedirectedUrl("/");
		assertThat(choose("drift")).hasRedirectedUrl("/");
		assertThat(this.jdbc.sql("select count(*) from bulk_run").query(Long.class).single()).isZero();
	}

	@Test
	void theQuestionNamesEachFleetAndWhyOneIsLeftAlone() {
		UUID blue = this.rows.add("blue", "CREATE_COMPLETE", 0);
		UUID red = this.rows.add("red", "CREATE_COMPLETE", 1);
		this.rows.running(red, "UPDATE");
		UUID gone = this.rows.add("gone", "DELETE_COMPLETE", 2);
		this.rows.add("unseen", "CREATE_COMPLETE", 3);
		assertThat(choose("remove", blue, red, gone)).hasStatus(HttpStatus.FOUND);
		assertThat(question(blue, red, gone)).bodyText()
			.contains("Remove 1 fleet", ">blue<", "value=\"" + blue + ".200\"", ">red<",
					"ada’s change has been under way", ">gone<", "There is nothing to remove",
					"Type remove 1 to confirm")
			.doesNotContain("unseen", "value=\"" + red, "value=\"" + gone);
	}

	@Test
	void asManyAsAPageShowsAreChosenAtOnce() {
		UUID blue = this.rows.add("blue", "CREATE_COMPLETE", 0);
		UUID[] page = Stream.concat(Stream.of(blue), Stream.generate(UUID::randomUUID))
			.limit(BulkController.MOST)
			.toArray(UUID[]::new);
		for (String action : List.of("remove", "labels")) {
			String question = choose(action, page).getResponse().getRedirectedUrl();
			assertThat(this.mvc.get().uri(URI.create(question))).hasStatusOk().bodyText().contains(">blue<");
		}
	}

	@Test
	void nothingIsWrittenDownOfFleetsThatThereAreNot() {
		assertThat(choose("drift", UUID.randomUUID())).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.jdbc.sql("select count(*) from bulk_run").query(Long.class).single()).isZero();
	}

	@Test
	void nothingGoesWhileTheWordsAreOthers() {
		UUID blue = this.rows.add("blue", "CREATE_COMPLETE", 0);
		for (String words : List.of("", "remove", "blue", "remove 2", "remove 11")) {
			assertThat(remove(UUID.randomUUID(), words, blue + ".200")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
				.bodyText()
				.contains("Nothing was removed.", ">blue<");
		}
		assertThat(this.stacks.latestOperation(blue)).isEmpty();
	}

	@Test
	void eachBeginsOnceHoweverOftenTheFormIsSent() {
		UUID blue = this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		UUID red = this.rows.add("red", "ROLLBACK_COMPLETE", 1);
		UUID run = UUID.randomUUID();
		String state = state(blue);
		for (int time = 0; time < 2; time++) {
			assertThat(remove(run, "remove 2", blue + "." + state, red + "." + state)).hasRedirectedUrl("/bulk/" + run);
		}
		awaitEnd(run);
		assertThat(this.stacks.operations(blue, 5)).extracting(Operation::kind).containsOnlyOnce(Operation.Kind.REMOVE);
		assertThat(this.mvc.get().uri("/bulk/{id}", run)).bodyText().contains("2 begun", ">blue<", ">red<");
		assertThat(this.jdbc.sql("select detail from audit_entry where action = 'BULK'").query(String.class).list())
			.containsExactly("Remove: blue, red");
		assertThat(this.jdbc.sql("select who from audit_entry where action = 'REMOVE' and outcome = 'ASKED'")
			.query(String.class)
			.list()).containsExactly("ada", "ada");
	}

	@Test
	void aFleetThatStandsOtherwiseByNowIsLeftAlone() {
		UUID blue = this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		UUID run = UUID.randomUUID();
		remove(run, "remove 1", blue + ".200");
		awaitEnd(run);
		assertThat(this.stacks.latestOperation(blue)).isEmpty();
		assertThat(this.mvc.get().uri("/bulk/{id}", run)).bodyText()
			.contains("1 left alone", "now it is “Launch failed, rolled back”");
	}

	@Test
	void whatThePortalWasStoppedBeforeIsLeftAloneForGoodAndSaysSo() {
		UUID begun = this.rows.add("begun", "CREATE_COMPLETE", 0);
		UUID inTurn = this.rows.add("in-turn", "CREATE_COMPLETE", 1);
		UUID waiting = this.rows.add("waiting", "CREATE_COMPLETE", 2);
		Instant now = this.clock.instant();
		BulkRun run = new BulkRun(UUID.randomUUID(), BulkAction.REMOVE, false, false, "ada", now,
				now.plus(BulkRuns.TURN), List.of(BulkRun.Item.waiting(begun, 0), BulkRun.Item.waiting(inTurn, 0),
						BulkRun.Item.waiting(waiting, 0)));
		this.runs.add(run, () -> {
		});
		assertThat(this.runs.take(run.id(), begun)).isTrue();
		assertThat(this.runs.take(run.id(), begun)).isFalse();
		assertThat(this.runs.take(run.id(), inTurn)).isTrue();
		this.rows.running(begun, "REMOVE");
		this.jdbc.sql("update operation set started_at = ?")
			.param(now.plusSeconds(1).atOffset(ZoneOffset.UTC))
			.update();
		assertThat(lines(run)).containsExactly("begun begun", "in-turn waiting", "waiting waiting");
		this.jdbc.sql("update bulk_run set open_until = ?")
			.param(now.minus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC))
			.update();
		assertThat(lines(run)).containsExactly("begun begun", "in-turn left", "waiting left");
		assertThat(this.mvc.get().uri("/bulk/{id}", run.id())).bodyText()
			.contains("The portal was stopped before its turn.", "1 begun", "2 left alone")
			.doesNotContain("/progress");
		this.runner.run(run);
		assertThat(this.stacks.latestOperation(waiting)).isEmpty();
	}

	@Test
	void aPreviewIsOnlyMadeWhereThereIsANewerBlueprint() {
		UUID blue = this.rows.add("blue", "CREATE_COMPLETE", 0);
		String address = address(choose("preview", blue));
		awaitEnd(UUID.fromString(address.substring(address.lastIndexOf('/') + 1)));
		assertThat(this.mvc.get().uri(address)).bodyText().contains("There is no newer version of its blueprint.");
	}

	@Test
	void driftIsAskedForEachThatIsReady() {
		UUID blue = this.rows.add("blue", "CREATE_COMPLETE", 0);
		UUID failed = this.rows.add("failed", "ROLLBACK_COMPLETE", 1);
		String address = address(choose("drift", blue, failed));
		awaitEnd(UUID.fromString(address.substring(address.lastIndexOf('/') + 1)));
		assertThat(this.mvc.get().uri(address)).bodyText()
			.contains("1 begun", "1 left alone", "AWS compares only fleets that are ready.",
					"/fleets/" + blue + "/drift");
	}

	@Test
	void labelsAreSetForAllThatWereNamedAndForNoOther() {
		UUID blue = this.rows.add("blue", "CREATE_COMPLETE", 0);
		UUID red = this.rows.add("red", "CREATE_COMPLETE", 1);
		UUID other = this.rows.add("other", "CREATE_COMPLETE", 2);
		this.labels.change(blue, Set.of("old"), Set.of());
		assertThat(this.mvc.get().uri("/bulk/labels?fleet={a}&fleet={b}", blue, red)).bodyText()
			.contains("Labels of 2 fleets", "name=\"take\" value=\"old\"");
		assertThat(label("prod, eu", "old", blue, red)).hasRedirectedUrl("/");
		assertThat(this.labels.of(List.of(blue, red, other))).containsOnlyKeys(blue, red)
			.containsEntry(blue, List.of("eu", "prod"));
		assertThat(label("two!words", "", blue)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("one short word", "value=\"two!words\"");
	}

	@Test
	void noMoreThanAPageIsActedOn() {
		UUID[] many = Stream.generate(UUID::randomUUID).limit(51).toArray(UUID[]::new);
		assertThat(choose("drift", many)).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(choose("everything", UUID.randomUUID())).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(remove(UUID.randomUUID(), "remove 1", "none.200")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(remove(UUID.randomUUID(), "remove 1", UUID.randomUUID().toString()))
			.hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(this.mvc.get().uri("/bulk/{id}", UUID.randomUUID()).accept(MediaType.TEXT_HTML))
			.hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	@WithMockUser(username = "vera", roles = "VIEWER")
	void whoOnlyLooksActsOnNothing() {
		UUID blue = this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(choose("drift", blue)).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(remove(UUID.randomUUID(), "remove 1", blue + ".200")).hasStatus(HttpStatus.FORBIDDEN);
	}

	private MvcTestResult choose(String action, UUID... fleets) {
		String[] ids = Arrays.stream(fleets).map(UUID::toString).toArray(String[]::new);
		var request = this.mvc.post().uri("/bulk").param("action", action).with(csrf());
		return ((ids.length > 0) ? request.param("fleet", ids) : request).exchange();
	}

	private MvcTestResult question(UUID... fleets) {
		return this.mvc.get()
			.uri("/bulk/remove")
			.param("fleet", Arrays.stream(fleets).map(UUID::toString).toArray(String[]::new))
			.exchange();
	}

	private MvcTestResult remove(UUID run, String words, String... seen) {
		return this.mvc.post()
			.uri("/bulk/remove")
			.param("run", run.toString())
			.param("confirm", words)
			.param("seen", seen)
			.with(csrf())
			.exchange();
	}

	private MvcTestResult label(String add, String take, UUID... fleets) {
		return this.mvc.post()
			.uri("/bulk/labels")
			.param("fleet", Arrays.stream(fleets).map(UUID::toString).toArray(String[]::new))
			.param("add", add)
			.param("take", take)
			.with(csrf())
			.exchange();
	}

	private String address(MvcTestResult result) {
		String address = result.getResponse().getRedirectedUrl();
		assertThat(address).startsWith("/bulk/");
		return String.valueOf(address);
	}

	private String state(UUID fleet) {
		return String.valueOf(this.stacks.find(fleet).orElseThrow().standing().number());
	}

	private List<String> lines(BulkRun run) {
		return this.pages.run(run.id())
			.orElseThrow()
			.lines()
			.stream()
			.map((line) -> line.fleet().name() + " " + line.state())
			.toList();
	}

	private void awaitEnd(UUID run) {
		await().atMost(Duration.ofSeconds(60)).until(() -> !this.pages.run(run).orElseThrow().open());
	}

}
