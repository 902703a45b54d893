package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.aws.Place;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallBudgetTest {

	private static final String REGION = "eu-central-1";

	private final PassingClock time = new PassingClock(new SettableClock());

	private final FakeCloudFormation aws = new FakeCloudFormation();

	private final CallBudget budget = new CallBudget(StackFixture.PROPERTIES, this.time);

	private final List<Long> left = new ArrayList<>();

	@Test
	void callsLeaveAtAnEvenPace() {
		for (int call = 0; call < 6; call++) {
			call();
		}
		assertThat(this.left).containsExactly(0L, 250L, 500L, 750L, 1000L, 1250L);
	}

	@Test
	void aCallThatMayHaveArrivedLateCountsUntilASecondAfterItsAnswer() {
		this.budget.spend(Place.in(REGION), () -> {
			leave();
			call();
			call();
			call();
			this.time.pass(Duration.ofMillis(650));
			return true;
		});
		for (int call = 0; call < 4; call++) {
			call();
		}
		assertThat(this.left).containsExactly(0L, 250L, 500L, 750L, 1400L, 1618L, 1868L, 2400L);
	}

	@Test
	void whoeverWaitsIsWokenInTimeForTheNextTurn() {
		Duration tick = Duration.ofMillis(20);
		assertThat(this.budget.untilTurn(Place.in(REGION), tick)).isEqualTo(tick);
		call();
		assertThat(this.budget.untilTurn(Place.in(REGION), tick)).isEqualTo(tick);
		this.time.pass(Duration.ofMillis(243));
		assertThat(this.budget.untilTurn(Place.in(REGION), tick)).isEqualTo(Duration.ofMillis(7));
	}

	@Test
	void regionsDoNotWaitForEachOther() {
		call();
		assertThat(this.budget.claim(Place.in(REGION))).isEmpty();
		assertThat(this.budget.claim(Place.in("eu-west-1"))).isPresent();
	}

	@Test
	void aCallWhoseTurnWasClaimedGoesAtOnceAndTheNextAfterIt() {
		CallBudget.Turn turn = this.budget.claim(Place.in(REGION)).orElseThrow();
		assertThat(this.budget.claim(Place.in(REGION))).isEmpty();
		this.budget.spend(turn, () -> {
			leave();
			leave();
			return true;
		});
		call();
		assertThat(this.left).containsExactly(0L, 250L, 500L);
	}

	@Test
	void aTurnThatIsGivenUpCostsNothing() {
		for (int time = 0; time < 9; time++) {
			this.budget.giveUp(this.budget.claim(Place.in(REGION)).orElseThrow());
		}
		for (int call = 0; call < 5; call++) {
			call();
		}
		assertThat(this.left).containsExactly(0L, 250L, 500L, 750L, 1000L);
	}

	@Test
	void nothingBeginsWhileWorkThatHasBegunWaitsForItsNextCall() {
		List<Boolean> begun = new ArrayList<>();
		CallBudget.Turn turn = this.budget.claim(Place.in(REGION)).orElseThrow();
		this.budget.spend(turn, () -> {
			leave();
			this.time.pass(Duration.ofMillis(100));
			this.time.passed = () -> begun.add(this.budget.claim(Place.in(REGION)).isPresent());
			leave();
			this.time.passed = () -> {
			};
			this.time.pass(Duration.ofMillis(250));
			return begun.add(this.budget.claim(Place.in(REGION)).isPresent());
		});
		assertThat(begun).containsExactly(false, true);
		assertThat(this.left).containsExactly(0L, 250L);
	}

	private void call() {
		this.budget.spend(Place.in(REGION), () -> {
			leave();
			return true;
		});
	}

	private void leave() {
		PacedCalls.client(this.aws, Place.in(REGION));
		this.left.add(Duration.ofNanos(this.time.nanos()).toMillis());
	}

}
