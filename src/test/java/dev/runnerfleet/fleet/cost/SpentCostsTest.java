package dev.runnerfleet.fleet.cost;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.fleet.cost.SpentCosts.Item;
import dev.runnerfleet.fleet.cost.SpentCosts.Month;
import dev.runnerfleet.price.PriceList;
import dev.runnerfleet.price.PriceList.Regional;
import dev.runnerfleet.pulse.Pulses.WorkerTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

class SpentCostsTest {

	private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

	private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

	private static final Instant NOW = Instant.parse("2026-11-26T12:04:00Z");

	private static final Optional<Regional> PRICES = new PriceList().in("us-east-1");

	@Test
	void eachTypeIsToldByItselfAndSpotWithinItsBounds() {
		// t3.micro in us-east-1 is 0.0104 an hour: 100 h on demand 1.04; 50 h of spot at
		// 30
		// to 70 % 0.156 to 0.364
		Month month = SpentCosts.month(NOVEMBER,
				new WorkerTime(Map.of("t3.micro", 360_000L, "t3.micro/spot", 180_000L, "t3.nano", 0L), BEGIN, NOW),
				PRICES, true);
		assertThat(month.items()).extracting(Item::type).containsExactly("t3.micro", "t3.micro");
		assertThat(month.items()).extracting(Item::spot).containsExactly(false, true);
		assertThat(month.items()).extracting(Item::time).containsExactly("100 h", "50 h");
		assertThat(month.sum().from()).isCloseTo(1.196, withinPercentage(0.1));
		assertThat(month.sum().to()).isCloseTo(1.404, withinPercentage(0.1));
		assertThat(month).returns(true, Month::complete)
			.returns("Until 26 Nov, 12:04 UTC.", Month::counted)
			.returns("November 2026", Month::name);
	}

	@Test
	void whatHasNoPriceIsNamedAndNotGuessed() {
		Month month = SpentCosts.month(NOVEMBER,
				new WorkerTime(Map.of("x9zz.large", 3600L, "t3.micro", 3600L), BEGIN, NOW), PRICES, false);
		assertThat(month.items()).extracting(Item::amount).containsOnlyOnce((FleetCosts.Range) null);
		assertThat(month.sum().to()).isCloseTo(0.0104, withinPercentage(0.1));
		assertThat(month).returns(false, Month::complete)
			.returns("", Month::counted)
			.returns("$0.010 and what has no price here", Month::words);
		assertThat(SpentCosts.month(NOVEMBER, new WorkerTime(Map.of("t3.micro", 3600L), BEGIN, NOW), Optional.empty(),
				false))
			.returns(false, Month::complete)
			.returns("Not known: the price list has none of these here", Month::words);
	}

	@Test
	void aMonthThatWasNotCountedFromItsBeginSaysSo() {
		Month month = SpentCosts.month(NOVEMBER,
				new WorkerTime(Map.of("t3.micro", 3600L), Instant.parse("2026-11-12T09:30:00Z"), NOW), PRICES, true);
		assertThat(month.counted()).isEqualTo("Until 26 Nov, 12:04 UTC. Counted since 12 Nov, 09:30 UTC.");
	}

	@Test
	void aFleetThatChangedItsTypeHasBothInItsSumAndArmCostsWhatArmCosts() {
		// In eu-central-1 an hour of m6i.large is 0.115, of m6g.large 0.092: 10 h and 20
		// h
		// are 1.15 and 1.84.
		Month month = SpentCosts.month(NOVEMBER,
				new WorkerTime(Map.of("m6i.large", 36_000L, "m6g.large", 72_000L), BEGIN, NOW),
				new PriceList().in("eu-central-1"), true);
		assertThat(month.items()).extracting(Item::type).containsExactly("m6g.large", "m6i.large");
		assertThat(month.sum().words()).isEqualTo("$2.99");
	}

	@Test
	void minutesAreNoHoursAndWhatCostsNextToNothingIsNotFree() {
		Month month = SpentCosts.month(NOVEMBER, new WorkerTime(Map.of("t3.micro", 100L), BEGIN, NOW), PRICES, true);
		assertThat(month.items()).extracting(Item::time).containsExactly("2 min");
		assertThat(month.words()).isEqualTo("under $0.001");
	}

}
