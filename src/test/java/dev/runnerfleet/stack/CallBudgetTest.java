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
		assertThat(this.left).containsExactly(0L, 250L, 500L, 750L, 1400L, 1650L, 1900L, 2400L);
	}

	@Test
	void regionsDoNotWaitForEachOther() {
		call();
		assertThat(this.budget.ready(Place.in(REGION))).isFalse();
		assertThat(this.budget.ready(Place.in("eu-west-1"))).isTrue();
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
