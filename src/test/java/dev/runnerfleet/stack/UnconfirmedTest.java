package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.preview.Preview;
import dev.runnerfleet.stack.preview.Previews;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Every call that begins something, answered in every way: nothing is done twice, nothing
 * is lost, nothing is taken for somebody else's, and the words are true.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class UnconfirmedTest {

	private static final String STACK = StackEvent.STACK_TYPE;

	private final StackFixture portal;

	private final FakeCloudFormation aws;

	private final List<String> tokens = new ArrayList<>();

	UnconfirmedTest(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.aws = this.portal.aws;
	}

	private enum Call {

		LAUNCH("CreateStack", "CREATE_COMPLETE"), UPDATE("ExecuteChangeSet", "UPDATE_COMPLETE"),
		CONTINUE_ROLLBACK("ContinueUpdateRollback", "UPDATE_ROLLBACK_COMPLETE"),
		REMOVE("DeleteStack", "DELETE_COMPLETE");

		private final String name;

		private final String end;

		Call(String name, String end) {
			this.name = name;
			this.end = end;
		}

		private Operation.Kind kind() {
			return Operation.Kind.valueOf(name());
		}

	}

	private static Stream<Arguments> answers() {
		return Arrays.stream(Call.values())
			.flatMap((call) -> Arrays.stream(AnswerWay.values()).map((way) -> Arguments.of(call, way)));
	}

	@BeforeEach
	void awsTellsWhoseWorkItDoes() {
		this.aws.onDone = (call,
				token) -> Arrays.stream(Call.values()).filter((begun) -> begun.name.equals(call)).forEach((begun) -> {
					this.tokens.add(token);
					happens(begun.kind().meanwhile().name(), token);
				});
	}

	@ParameterizedTest
	@MethodSource("answers")
	void whatBeginsIsFollowedAndWhatDoesNotIsSaidSo(Call call, AnswerWay way) {
		prepare(call);
		this.aws.answer(call.name, way);
		send(call);
		this.aws.answerWell();
		if (way.saysNo()) {
			refused(call, way);
			return;
		}
		assertThat(latest().answer()).startsWith(way.words);
		assertThat(latest().state()).isEqualTo(Operation.State.PLANNED);
		look(Duration.ofSeconds(31));
		Operation.State unheard = (call == Call.REMOVE) ? Operation.State.PREPARING : Operation.State.NOT_SENT;
		assertThat(latest().state())
			.isEqualTo((way.acts == AnswerWay.Acts.AT_ONCE) ? Operation.State.RUNNING : unheard);
		assertThat(latest().answer())
			.satisfies((answer) -> assertThat(answer == null).isEqualTo(latest().state() == Operation.State.RUNNING));
		this.portal.remover.delete(latest().id(), List.of());
		this.aws.later.run();
		look(Duration.ofSeconds(30));
		this.portal.idleStackCheck.look();
		ends(call, way);
	}

	@ParameterizedTest
	@EnumSource(names = { "LAUNCH", "UPDATE", "CONTINUE_ROLLBACK" })
	void whatTurnsUpAnHourLaterIsStillWhoseItIs(Call call) {
		prepare(call);
		this.aws.answer(call.name, AnswerWay.DONE_LATE);
		send(call);
		this.aws.answerWell();
		look(Duration.ofSeconds(31));
		look(Duration.ofMinutes(10));
		assertThat(this.portal.tracker.check(latest().id())).isEmpty();
		this.portal.clock.advance(Duration.ofMinutes(50));
		this.portal.idleStackCheck.look();
		assertThat(latest().state()).isEqualTo(Operation.State.NOT_SENT);
		this.aws.later.run();
		this.portal.idleStackCheck.look();
		assertThat(this.portal.nextLook(latest().id())).isEqualTo(this.portal.clock.instant());
		ends(call, AnswerWay.DONE_LATE);
	}

	@Test
	void aLaunchThatIsTriedAgainFindsTheFirstOneThere() {
		unconfirmedLaunch();
		this.aws.later.run();
		StackLaunch.Outcome outcome = relaunch("bob");
		assertThat(outcome).isInstanceOfSatisfying(StackLaunch.Outcome.Arrived.class,
				(arrived) -> assertThat(arrived.launch().requestedBy()).isEqualTo("ada"));
		assertThat(this.tokens).containsExactly(latest().id().toString());
		ends(Call.LAUNCH, AnswerWay.DONE_LATE);
	}

	@Test
	void aSecondLaunchThatFindsTheNameTakenByTheFirstLeavesItItsToken() {
		unconfirmedLaunch();
		Operation first = latest();
		this.aws.onCreate = (request) -> {
			this.aws.onCreate = (late) -> {
			};
			this.portal.clock.advance(Duration.ofSeconds(1));
			this.aws.later.run();
			throw FakeCloudFormation.error("AlreadyExistsException", "Stack [blue] already exists");
		};
		assertThat(relaunch("bob")).isInstanceOf(StackLaunch.Outcome.Arrived.class);
		theFirstCounts(first);
	}

	@Test
	void aSecondLaunchWithoutAnAnswerThatTurnsOutToBeTheFirstSaysWhoseTokenCounts() {
		unconfirmedLaunch();
		Operation first = latest();
		Runnable late = this.aws.later;
		this.aws.answer("CreateStack", AnswerWay.SILENCE);
		assertThat(relaunch("bob")).isInstanceOf(StackLaunch.Outcome.Unanswered.class);
		late.run();
		look(Duration.ofSeconds(31));
		theFirstCounts(first);
	}

	@Test
	void whoCannotAskWhetherTheFirstIsThereSendsNoSecond() {
		unconfirmedLaunch();
		this.aws.silent();
		assertThat(relaunch("bob")).isInstanceOf(StackLaunch.Outcome.Refused.class);
		assertThat(this.aws.calls).filteredOn("CreateStack"::equals).hasSize(1);
	}

	@Test
	void aStackWithTheSameTagButAnotherNameIsNotIt() {
		unconfirmedLaunch();
		this.aws.later.run();
		this.portal.jdbc.sql("update stack set name = 'red'").update();
		this.portal.idleStackCheck.look();
		assertThat(latest().state()).isEqualTo(Operation.State.NOT_SENT);
	}

	@Test
	void aChangeThatArrivesLateBringsItsPreviewAlong() {
		prepare(Call.UPDATE);
		this.aws.answer("ExecuteChangeSet", AnswerWay.DONE_LATE);
		send(Call.UPDATE);
		this.aws.answerWell();
		UUID preview = this.portal.preview.previews.ofOperation(latest().id()).orElseThrow().id();
		look(Duration.ofSeconds(31));
		this.portal.preview.check(preview);
		assertThat(state(preview)).isEqualTo(Preview.State.READY);
		assertThat(this.portal.only().resourcesTotal()).isEqualTo(3);
		this.aws.later.run();
		this.portal.idleStackCheck.look();
		assertThat(state(preview)).isEqualTo(Preview.State.APPLIED);
		assertThat(this.portal.preview.previews.ofOperation(latest().id())).map(Preview::id).contains(preview);
		assertThat(this.portal.only().resourcesTotal()).isEqualTo(5);
	}

	@Test
	void nobodyAppliesAPreviewAgainThatAwsCarriesOutAlready() {
		prepare(Call.UPDATE);
		this.aws.answer("ExecuteChangeSet", AnswerWay.DONE_LATE);
		send(Call.UPDATE);
		this.aws.answerWell();
		UUID preview = this.portal.preview.previews.ofOperation(latest().id()).orElseThrow().id();
		look(Duration.ofSeconds(31));
		this.portal.preview.check(preview);
		this.aws.later.run();
		assertThat(this.portal.preview.updates.apply(preview, "bob")).isInstanceOfSatisfying(
				OperationOutcome.Busy.class, (busy) -> assertThat(busy.underWay().requestedBy()).isEqualTo("ada"));
		assertThat(this.aws.done).containsEntry("ExecuteChangeSet", 1);
	}

	@ParameterizedTest
	@EnumSource(AnswerWay.class)
	void stoppingAChangeIsToldAsWhatItIs(AnswerWay way) {
		prepare(Call.UPDATE);
		send(Call.UPDATE);
		this.aws.answer("CancelUpdateStack", way);
		OperationOutcome outcome = this.portal.cancellation.cancel(this.portal.only().id(), "bob", () -> {
		});
		this.aws.later.run();
		assertThat(outcome instanceof OperationOutcome.Refused).isEqualTo(way.saysNo());
		assertThat(latest().cancelledBy()).isEqualTo(way.saysNo() ? null : "bob");
		if (!way.saysNo()) {
			assertThat(latest().answer()).contains("not confirmed that it stops the change", way.words);
		}
		this.portal.clock.advance(Duration.ofMinutes(1));
		boolean stopped = way.acts != AnswerWay.Acts.NEVER;
		String end = stopped ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_COMPLETE";
		happens(end, latest().id().toString());
		this.portal.tracker.check(latest().id());
		assertThat(latest().state()).isEqualTo(stopped ? Operation.State.CANCELLED : Operation.State.SUCCEEDED);
	}

	@Test
	void aChangeThatFailsByItselfWasNotStoppedByWhoAskedInVain() {
		prepare(Call.UPDATE);
		send(Call.UPDATE);
		this.aws.answer("CancelUpdateStack", AnswerWay.SILENCE);
		this.portal.cancellation.cancel(this.portal.only().id(), "bob", () -> {
		});
		this.portal.clock.advance(Duration.ofMinutes(1));
		this.aws.event(now(), "Manager", "AWS::EC2::Instance", "UPDATE_FAILED", "No signal.");
		happens("UPDATE_ROLLBACK_COMPLETE", latest().id().toString());
		this.portal.tracker.check(latest().id());
		assertThat(latest().state()).isEqualTo(Operation.State.FAILED);
		assertThat(latest().failure()).isEqualTo(new OperationFailure("Manager", "AWS::EC2::Instance", "No signal."));
	}

	@Test
	void whoWasFirstToStopAChangeHasStoppedIt() {
		prepare(Call.UPDATE);
		send(Call.UPDATE);
		this.aws.answer("CancelUpdateStack", AnswerWay.CUT_THOUGH_DONE);
		this.portal.cancellation.cancel(this.portal.only().id(), "bob", () -> {
		});
		this.aws.answer("CancelUpdateStack", AnswerWay.REFUSED);
		this.portal.cancellation.cancel(this.portal.only().id(), "eve", () -> {
		});
		assertThat(latest().cancelledBy()).isEqualTo("bob");
	}

	@ParameterizedTest
	@EnumSource(AnswerWay.class)
	void theProtectionIsWhatAwsSaysWhateverBecameOfAsking(AnswerWay way) {
		prepare(Call.UPDATE);
		UUID stack = this.portal.only().id();
		this.aws.answer("UpdateTerminationProtection", way);
		AwsFailure failure = catchThrowableOfType(AwsFailure.class, () -> this.portal.protection.set(stack, true));
		assertThat(failure.title()).startsWith(way.words);
		assertThat(this.portal.protection.isOn(stack)).isEqualTo(way.acts == AnswerWay.Acts.AT_ONCE);
	}

	@ParameterizedTest
	@EnumSource(AnswerWay.class)
	void aComparisonIsAskedForUntilItIsAnsweredOrRefused(AnswerWay way) {
		prepare(Call.UPDATE);
		this.portal.drift.detection.begin(this.portal.only().id(), "ada", (stack) -> {
		});
		UUID drift = this.portal.jdbc.sql("select id from drift").query(UUID.class).single();
		this.aws.answer("DetectStackDrift", way);
		if (way == AnswerWay.REFUSED) {
			assertThat(this.portal.drift.check(drift)).isEmpty();
			assertThat(this.portal.drift.drifts.latest(this.portal.only().id()).orElseThrow().failure())
				.startsWith(way.words);
			return;
		}
		catchThrowableOfType(AwsFailure.class, () -> this.portal.drift.check(drift));
		this.aws.answerWell();
		assertThat(this.portal.drift.check(drift)).isPresent();
		this.aws.detection = "DETECTION_COMPLETE";
		assertThat(this.portal.drift.check(drift)).isEmpty();
		assertThat(this.portal.drift.drifts.latest(this.portal.only().id()).orElseThrow().failure()).isNull();
	}

	@Test
	void whatOthersDoWithoutATokenIsNotOursBecauseAPageIsFullOfIt() {
		prepare(Call.UPDATE);
		this.aws.pageSize = 2;
		this.aws.answer("ExecuteChangeSet", AnswerWay.SILENCE);
		send(Call.UPDATE);
		Operation update = latest();
		this.portal.clock.advance(Duration.ofSeconds(5));
		happens("UPDATE_IN_PROGRESS", null);
		this.aws.event(now(), "Manager", "AWS::EC2::Instance", "UPDATE_IN_PROGRESS", null);
		this.aws.event(now(), "Manager", "AWS::EC2::Instance", "UPDATE_COMPLETE", null);
		this.portal.clock.advance(Duration.ofMinutes(1));
		this.aws.answerWell();
		this.portal.tracker.check(update.id());
		assertThat(this.portal.operations.find(update.id()).orElseThrow().state()).isEqualTo(Operation.State.NOT_SENT);
	}

	private void prepare(Call call) {
		if (call == Call.LAUNCH) {
			return;
		}
		this.portal.launch("blue");
		happens("CREATE_COMPLETE", null);
		this.portal.check();
		this.portal.clock.advance(Duration.ofMinutes(1));
		this.portal.idleStackCheck.look();
		if (call == Call.CONTINUE_ROLLBACK) {
			happens("UPDATE_ROLLBACK_FAILED", "from-the-console");
			this.portal.idleStackCheck.look();
			this.portal.tracker.check(latest().id());
			this.portal.clock.advance(Duration.ofMinutes(1));
		}
		this.tokens.clear();
		this.aws.done.clear();
	}

	private void send(Call call) {
		switch (call) {
			case LAUNCH -> this.portal.launch("blue");
			case UPDATE -> this.portal.preview.updates.apply(readyPreview(), "ada");
			case CONTINUE_ROLLBACK -> this.portal.rollback.begin(this.portal.only().id(), List.of(), "ada");
			case REMOVE -> {
				this.portal.remover.begin(this.portal.only().id(), Operation.Kind.REMOVE, "ada", (operation) -> {
				});
				catchThrowableOfType(AwsFailure.class, () -> this.portal.remover.delete(latest().id(), List.of()));
			}
		}
	}

	private UUID readyPreview() {
		Previews.Request request = new Previews.Request(this.portal.only().id(), "Resources: {}", Map.of(), Map.of(),
				Set.of("RunnerToken"), 5, "ada");
		UUID preview = ((Previews.Outcome.Made) this.portal.preview.previews.make(request, (id) -> {
		})).preview().id();
		this.aws.changeSet((news) -> news.status("CREATE_COMPLETE").executionStatus("AVAILABLE"));
		this.portal.preview.check(preview);
		return preview;
	}

	private void refused(Call call, AnswerWay way) {
		assertThat(this.tokens).isEmpty();
		if (call == Call.LAUNCH) {
			assertThat(this.portal.jdbc.sql("select count(*) from stack").query(Long.class).single()).isZero();
		}
		else if (call == Call.REMOVE && way == AnswerWay.THROTTLED) {
			assertThat(latest().state()).isEqualTo(Operation.State.PREPARING);
			assertThat(latest().answer()).startsWith(way.words);
		}
		else {
			assertThat(latest().failure().refused()).isTrue();
			assertThat(latest().failure().reason()).startsWith(way.words);
		}
	}

	private void ends(Call call, AnswerWay way) {
		assertThat(operations()).noneMatch((operation) -> operation.state() == Operation.State.RUNNING
				&& operation.kind() == Operation.Kind.OUTSIDE);
		boolean begins = way.acts != AnswerWay.Acts.NEVER || call == Call.REMOVE;
		if (!begins) {
			assertThat(this.tokens).isEmpty();
			assertThat(latest().state()).isEqualTo(Operation.State.NOT_SENT);
			assertThat(latest().answer()).startsWith(way.words);
			return;
		}
		assertThat(this.tokens).containsOnly(latest().id().toString());
		assertThat(latest().state()).isEqualTo(Operation.State.RUNNING);
		this.portal.clock.advance(Duration.ofMinutes(1));
		happens(call.end, latest().id().toString());
		this.portal.tracker.check(latest().id());
		assertThat(latest().kind()).isEqualTo(call.kind());
		assertThat(latest().state()).isEqualTo(Operation.State.SUCCEEDED);
		assertThat(this.portal.only().status().name()).isEqualTo(call.end);
	}

	private void unconfirmedLaunch() {
		this.aws.answer("CreateStack", AnswerWay.DONE_LATE);
		send(Call.LAUNCH);
		this.aws.answerWell();
		look(Duration.ofSeconds(31));
		assertThat(latest().state()).isEqualTo(Operation.State.NOT_SENT);
		assertThat(this.portal.only().status()).isEqualTo(StackStatus.NOT_SENT);
	}

	private StackLaunch.Outcome relaunch(String by) {
		return this.portal.launcher.relaunch(this.portal.only().id(), new StackLaunch("blue", Place.in("eu-central-1"),
				"Resources: {}", Map.of(), false, false, 3, by, "again"), () -> {
				}, () -> Map.of("RunnerToken", Secret.of(StackFixture.TOKEN)));
	}

	private void theFirstCounts(Operation first) {
		assertThat(latest().id()).isEqualTo(first.id());
		assertThat(latest().state()).isEqualTo(Operation.State.RUNNING);
		assertThat(latest().answer()).contains("not the one that bob asked for",
				"has the values and the runner token of the earlier one");
		assertThat(operations()).extracting(Operation::state)
			.containsExactly(Operation.State.RUNNING, Operation.State.NOT_SENT);
		assertThat(this.portal.only().arn()).isEqualTo(FakeCloudFormation.ARN);
	}

	private void look(Duration later) {
		this.portal.clock.advance(later);
		this.portal.tracker.check(latest().id());
	}

	private void happens(String status, String token) {
		this.aws.event(now(), "blue", STACK, status, null, token);
		this.aws.status = status;
	}

	private int now() {
		return (int) (this.portal.clock.instant().getEpochSecond() - 1_800_000_000L);
	}

	private Operation latest() {
		return operations().get(0);
	}

	private List<Operation> operations() {
		return this.portal.stacks.operations(this.portal.only().id(), 100);
	}

	private Preview.State state(UUID preview) {
		return this.portal.preview.previews.find(preview).orElseThrow().state();
	}

}
