package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.SettableClock;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

import static org.assertj.core.api.Assertions.assertThat;

class RegionTrackerTest {

	private final SettableClock clock = new SettableClock();

	private final CrowdedCloudFormation aws = new CrowdedCloudFormation(this.clock);

	private final StackFixture portal = StackFixture.over(this.aws, this.clock);

	@Test
	void theBudgetHoldsInEverySecondWhoeverOpensTheDashboard() {
		launch(60);
		this.portal.follow(Duration.ofSeconds(10));
		this.portal.watching.allSeen(Set.of());
		this.portal.follow(Duration.ofSeconds(30));
		assertThat(this.aws.mostInASecond()).isBetween(3L, 4L);
	}

	@Test
	void aWatchedStackIsReadAsIfItWereAlone() {
		launch(200);
		this.portal.follow(Duration.ofSeconds(10));
		this.aws.asked.clear();
		watch("fleet-77");
		this.portal.follow(Duration.ofSeconds(28));
		List<Instant> reads = this.aws.asked.stream()
			.filter((call) -> call.about("fleet-77"))
			.map(CrowdedCloudFormation.Call::at)
			.toList();
		assertThat(reads).hasSizeGreaterThanOrEqualTo(9);
		for (int i = 1; i < reads.size(); i++) {
			assertThat(Duration.between(reads.get(i - 1), reads.get(i))).isLessThan(Duration.ofSeconds(4));
		}
	}

	@Test
	void whatEndsAmongManyIsKnownWithinSeconds() {
		for (int i = 0; i < 200; i++) {
			this.aws.length = Duration.ofSeconds(60 + 2 * i);
			this.portal.launch("fleet-" + i);
		}
		List<Duration> lags = new ArrayList<>();
		Map<UUID, Instant> known = new HashMap<>();
		for (int second = 0; second < 300; second++) {
			this.portal.follow(Duration.ofSeconds(1));
			ended().forEach((id) -> known.putIfAbsent(id, this.clock.instant()));
		}
		known.forEach((id, at) -> lags
			.add(Duration.between(this.aws.endOf(this.portal.stacks.find(id).orElseThrow().name()), at)));
		Collections.sort(lags);
		assertThat(lags).hasSizeGreaterThan(100);
		assertThat(lags.get(lags.size() * 95 / 100)).isLessThanOrEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void manyThatEndAtOnceAreKnownFirstAndReadAfterwards() {
		this.aws.length = Duration.ofSeconds(60);
		launch(200);
		this.portal.follow(Duration.ofSeconds(68));
		assertThat(ended()).hasSize(200);
		this.portal.follow(Duration.ofMinutes(5));
		assertThat(this.aws.asked).filteredOn((call) -> call.action().equals("DescribeStacks")).hasSizeLessThan(10);
		assertThat(this.portal.jdbc.sql("select count(*) from stack_output").query(Integer.class).single())
			.isEqualTo(200);
		assertThat(this.portal.jdbc.sql("select count(*) from stack where resources_done = 3 and last_seq = 8")
			.query(Integer.class)
			.single()).isEqualTo(200);
		assertThat(this.portal.jdbc.sql("select count(*) from operation where look_at is not null")
			.query(Integer.class)
			.single()).isZero();
		assertThat(this.aws.mostInASecond()).isLessThanOrEqualTo(4);
	}

	@Test
	void manyThatFailAtOnceAreEachReadForTheirCause() {
		this.aws.length = Duration.ofSeconds(60);
		this.aws.ending = "ROLLBACK_COMPLETE";
		launch(60);
		this.portal.follow(Duration.ofMinutes(3));
		assertThat(this.portal.jdbc.sql("select count(*) from operation where state = 'FAILED'")
			.query(Integer.class)
			.single()).isEqualTo(60);
		assertThat(this.portal.jdbc.sql("select count(*) from stack where last_seq = 8").query(Integer.class).single())
			.isEqualTo(60);
	}

	@Test
	void manyThatAreCancelledInTheirLastMomentAreStillSeenToEnd() {
		this.aws.length = Duration.ofSeconds(60);
		launch(60);
		this.portal.follow(Duration.ofSeconds(50));
		this.portal.jdbc.sql("update operation set cancelled_by = 'ada'").update();
		this.portal.follow(Duration.ofMinutes(3));
		assertThat(this.portal.jdbc.sql("select count(*) from operation where finished_at is null")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void anAwsThatAsksToSlowDownSlowsTheRegionAndNotEachStack() {
		launch(50);
		List<CrowdedCloudFormation.Call> refused = new ArrayList<>();
		this.aws.answers = (call) -> {
			long lately = this.aws.asked.stream()
				.filter((other) -> other.at().isAfter(call.at().minusSeconds(1)))
				.count();
			return lately <= 2 || !refused.add(call);
		};
		this.portal.follow(Duration.ofMinutes(2));
		assertThat(this.aws.asked).hasSizeGreaterThan(150);
		assertThat(refused).hasSizeLessThan(this.aws.asked.size() / 8);
		assertThat(this.portal.jdbc.sql("select count(*) from stack where trouble is not null")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void aRegionThatDoesNotAnswerIsProbedNowAndThenUntilItDoes() {
		launch(30);
		this.portal.follow(Duration.ofSeconds(10));
		this.aws.refusal = () -> {
			this.portal.time.pass(Duration.ofSeconds(8));
			return SdkClientException.create("Read timed out");
		};
		this.portal.follow(Duration.ofSeconds(24));
		assertThat(this.portal.jdbc.sql("select count(*) from stack where trouble like 'AWS did not answer%'")
			.query(Integer.class)
			.single()).isEqualTo(30);
		this.aws.refusal = () -> SdkClientException.create("Connection refused");
		this.aws.asked.clear();
		this.portal.follow(Duration.ofSeconds(60));
		assertThat(this.aws.asked).hasSizeBetween(10, 13);
		this.aws.refusal = null;
		this.portal.follow(Duration.ofSeconds(90));
		assertThat(this.portal.jdbc.sql("select count(*) from stack where trouble is not null")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void aClockThatIsSetBackStopsNothing() {
		launch(2);
		this.portal.follow(Duration.ofSeconds(5));
		this.clock.advance(Duration.ofMinutes(-5));
		this.aws.asked.clear();
		this.portal.follow(Duration.ofSeconds(30));
		assertThat(this.aws.asked).hasSizeGreaterThan(4);
	}

	@Test
	void toLookAtAStackAsksAwsNothing() {
		launch(3);
		this.portal.follow(Duration.ofSeconds(3));
		this.aws.asked.clear();
		Instant due = this.portal.nextLook(operation("fleet-0"));
		watch("fleet-0");
		this.portal.watching.allSeen(Set.of());
		assertThat(this.aws.asked).isEmpty();
		assertThat(this.portal.nextLook(operation("fleet-0"))).isEqualTo(due);
	}

	private void launch(int fleets) {
		for (int i = 0; i < fleets; i++) {
			this.portal.launch("fleet-" + i);
		}
	}

	private void watch(String name) {
		this.portal.watching
			.seen(this.portal.jdbc.sql("select id from stack where name = ?").param(name).query(UUID.class).list());
	}

	private UUID operation(String name) {
		return this.portal.jdbc.sql("select o.id from operation o join stack s on s.id = o.stack_id where s.name = ?")
			.param(name)
			.query(UUID.class)
			.single();
	}

	private List<UUID> ended() {
		return this.portal.jdbc.sql("select stack_id from operation where state = 'SUCCEEDED'")
			.query(UUID.class)
			.list();
	}

}
