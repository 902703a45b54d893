package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.database.Interleaving;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.preview.Previews;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What two replicas do at the same moment over the PostgreSQL that they share: neither
 * waits for ever, fails, or leaves what the other one cannot go on with.
 */
class SideBySideTest {

	private static final String STACK = StackEvent.STACK_TYPE;

	/** How a stack stands when both begin. */
	private enum Situation {

		NOTHING {
			@Override
			void prepare(StackFixture portal) {
			}
		},
		UNANSWERED {
			@Override
			void prepare(StackFixture portal) {
				portal.aws.answer("CreateStack", AnswerWay.CUT_THOUGH_DONE);
				portal.launch("blue");
				portal.aws.answerWell();
				portal.aws.stackEvent(1, "CREATE_IN_PROGRESS");
			}
		},
		NOT_SENT {
			@Override
			void prepare(StackFixture portal) {
				portal.aws.answer("CreateStack", AnswerWay.DONE_LATE);
				portal.launch("blue");
				portal.aws.answerWell();
				portal.clock.advance(Duration.ofSeconds(31));
				portal.check();
				portal.aws.later.run();
				portal.aws.stackEvent(1, "CREATE_IN_PROGRESS");
			}
		},
		LAUNCHED {
			@Override
			void prepare(StackFixture portal) {
				portal.launch("blue");
				portal.aws.event(1, "blue", STACK, "CREATE_IN_PROGRESS", null);
				portal.check();
				portal.aws.event(2, "Cache", "AWS::S3::Bucket", "CREATE_COMPLETE", null);
				portal.aws.stackEvent(3, "CREATE_COMPLETE");
			}
		},
		READY {
			@Override
			void prepare(StackFixture portal) {
				LAUNCHED.prepare(portal);
				portal.check();
				preview(portal);
				portal.clock.advance(Duration.ofSeconds(11));
				portal.aws.event(3, "Group", "AWS::AutoScaling::AutoScalingGroup", "CREATE_COMPLETE", null);
				portal.aws.updatedAt = 100;
				portal.aws.event(100, "blue", STACK, "UPDATE_IN_PROGRESS", null);
				portal.aws.stackEvent(101, "UPDATE_COMPLETE");
			}
		},
		UPDATING {
			@Override
			void prepare(StackFixture portal) {
				LAUNCHED.prepare(portal);
				portal.check();
				preview(portal);
				portal.preview.updates.apply(preview(portal), "ada");
				portal.clock.advance(Duration.ofMinutes(1));
				portal.aws.updatedAt = 100;
				portal.aws.event(100, "blue", STACK, "UPDATE_IN_PROGRESS", null);
				portal.aws.event(101, "blue", STACK, "UPDATE_ROLLBACK_COMPLETE", null);
				portal.aws.status = "UPDATE_ROLLBACK_COMPLETE";
			}
		},
		REMOVING {
			@Override
			void prepare(StackFixture portal) {
				LAUNCHED.prepare(portal);
				portal.check();
				preview(portal);
				portal.remover.begin(id(portal), Operation.Kind.REMOVE, "ada", (operation) -> {
				});
			}
		},
		DELETING {
			@Override
			void prepare(StackFixture portal) {
				REMOVING.prepare(portal);
				portal.remover.delete(latest(portal).id(), List.of());
				portal.aws.event(4, "blue", STACK, "DELETE_IN_PROGRESS", null);
				portal.aws.stackEvent(5, "DELETE_COMPLETE");
			}
		};

		abstract void prepare(StackFixture portal);

	}

	/** What a portal does, by itself or because somebody asks for it. */
	private enum Act {

		LAUNCH((portal) -> portal.launch("blue", "form-2"), Situation.NOTHING, Situation.UNANSWERED,
				Situation.DELETING),
		LAUNCH_ANOTHER((portal) -> portal.launch("green"), Situation.NOTHING),
		RELAUNCH((portal) -> portal.launcher.relaunch(id(portal), new StackLaunch("blue", Place.in("eu-central-1"),
				"Resources: {}", Map.of(), false, false, 3, "bob", "again"), () -> {
				}, () -> Map.of("RunnerToken", Secret.of(StackFixture.TOKEN))), Situation.UNANSWERED,
				Situation.NOT_SENT, Situation.DELETING),
		CONFIRM((portal) -> ids(portal).forEach(portal.lateConfirmations::look), Situation.NOTHING,
				Situation.UNANSWERED, Situation.NOT_SENT),
		TRACK((portal) -> portal.tracker.check(latest(portal).id(), true, false), Situation.UNANSWERED,
				Situation.NOT_SENT, Situation.LAUNCHED, Situation.UPDATING, Situation.REMOVING, Situation.DELETING),
		TRACK_MANY((portal) -> portal.tracker.check(latest(portal).id(), true, true), Situation.LAUNCHED),
		LOOK_AGAIN((portal) -> portal.lateEvents.check(latest(portal).id(), false), Situation.READY),
		SWEEP((portal) -> portal.idleStackCheck.look(), Situation.NOT_SENT, Situation.READY, Situation.UPDATING),
		WATCH_ALL((portal) -> portal.watching.allSeen(Set.of()), Situation.UNANSWERED, Situation.LAUNCHED,
				Situation.UPDATING, Situation.DELETING),
		PREVIEW((portal) -> ask(portal), Situation.READY, Situation.UPDATING, Situation.REMOVING),
		FOLLOW_PREVIEW((portal) -> portal.preview.check(latestPreview(portal)), Situation.READY, Situation.UPDATING),
		DISCARD((portal) -> portal.preview.previews.discard(latestPreview(portal), () -> {
		}), Situation.READY, Situation.UPDATING, Situation.DELETING),
		APPLY((portal) -> portal.preview.updates.apply(latestPreview(portal), "bob"), Situation.READY,
				Situation.REMOVING),
		CANCEL((portal) -> portal.cancellation.cancel(id(portal), "bob", () -> {
		}), Situation.UPDATING),
		REMOVE((portal) -> portal.remover.begin(id(portal), Operation.Kind.REMOVE, "bob", (operation) -> {
		}), Situation.READY, Situation.UPDATING),
		GO_ON((portal) -> portal.remover.delete(latest(portal).id(), List.of()), Situation.REMOVING,
				Situation.DELETING),
		GIVE_UP((portal) -> portal.remover.giveUp(latest(portal).id(), "In vain."), Situation.REMOVING,
				Situation.DELETING),
		DETECT_DRIFT((portal) -> portal.drift.detection.begin(id(portal), "bob", (stack) -> {
		}), Situation.READY);

		private final Consumer<StackFixture> act;

		private final Set<Situation> situations;

		Act(Consumer<StackFixture> act, Situation... situations) {
			this.act = act;
			this.situations = Set.of(situations);
		}

		/** Whoever comes second may be told so. */
		private void by(StackFixture portal) {
			try {
				this.act.accept(portal);
			}
			catch (ErrorResponseException ex) {
				assertThat(ex).hasMessageNotContaining("SQL");
			}
		}

	}

	private static Stream<Arguments> pairs() {
		return Arrays.stream(Situation.values())
			.flatMap((situation) -> of(situation)
				.flatMap((first) -> of(situation).map((second) -> Arguments.of(situation, first, second))));
	}

	private static Stream<Act> of(Situation situation) {
		return Arrays.stream(Act.values()).filter((act) -> act.situations.contains(situation));
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void neitherIsInTheOthersWay(Situation situation, Act first, Act second) {
		Interleaving.everyWay((halted, other) -> {
			FakeCloudFormation aws = new FakeCloudFormation();
			SettableClock clock = new SettableClock();
			StackFixture prepared = new StackFixture(other, aws, clock);
			situation.prepare(prepared);
			StackFixture one = new StackFixture(halted, aws, clock);
			return new Interleaving.Work(() -> first.by(one), () -> second.by(prepared), () -> nothingIsLost(prepared));
		});
	}

	/** Whatever goes on is looked at again, and each event is stored once. */
	private static void nothingIsLost(StackFixture portal) {
		assertThat(portal.jdbc.sql("""
				select id from operation where look_at is null and active_stack is not null
					and state in ('PLANNED', 'RUNNING')""").query(UUID.class).list()).isEmpty();
		assertThat(portal.jdbc.sql("""
				select o.id from operation o where o.look_at is not null and not exists (
					select 1 from scheduled_tasks t where t.task_name = 'follow-region')""").query(UUID.class).list())
			.isEmpty();
		assertThat(portal.jdbc.sql("""
				select s.name from stack s where s.last_seq <> (
					select count(*) from stack_event e where e.stack_id = s.id)""").query(String.class).list())
			.isEmpty();
	}

	private static List<UUID> ids(StackFixture portal) {
		return portal.jdbc.sql("select id from stack").query(UUID.class).list();
	}

	private static UUID id(StackFixture portal) {
		return portal.only().id();
	}

	private static Operation latest(StackFixture portal) {
		return portal.operations.latest(id(portal)).orElseThrow();
	}

	private static Previews.Outcome ask(StackFixture portal) {
		return portal.preview.previews.make(
				new Previews.Request(id(portal), "Resources: {}", Map.of(), Map.of(), Set.of("RunnerToken"), 5, "ada"),
				(id) -> {
				});
	}

	private static UUID preview(StackFixture portal) {
		UUID preview = ((Previews.Outcome.Made) ask(portal)).preview().id();
		portal.aws.changeSet((news) -> news.status("CREATE_COMPLETE").executionStatus("AVAILABLE"));
		portal.preview.check(preview);
		return preview;
	}

	private static UUID latestPreview(StackFixture portal) {
		return portal.jdbc.sql("select id from preview order by created_at desc, state desc, id limit 1")
			.query(UUID.class)
			.single();
	}

}
