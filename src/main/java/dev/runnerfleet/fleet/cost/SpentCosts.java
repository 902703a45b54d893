package dev.runnerfleet.fleet.cost;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

import dev.runnerfleet.fleet.cost.FleetCosts.Range;
import dev.runnerfleet.price.PriceList;
import dev.runnerfleet.price.PriceList.Regional;
import dev.runnerfleet.pulse.Pulses;
import dev.runnerfleet.pulse.Pulses.WorkerTime;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells what a fleet's workers have cost, from how long they ran as their manager
 * counted.
 */
@Component
public class SpentCosts {

	private static final String SPOT = "/spot";

	private static final double HOUR = 3600;

	/** A month that was heard of so soon was heard of from its begin. */
	private static final Duration AT_ONCE = Duration.ofMinutes(10);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private final PriceList prices;

	private final Pulses pulses;

	SpentCosts(PriceList prices, Pulses pulses) {
		this.prices = prices;
		this.pulses = pulses;
	}

	/**
	 * What this month and the last one have cost, in UTC.
	 * @param stackId the fleet
	 * @param region where it is
	 * @return this month first; those of which nothing was counted are left out
	 */
	public Spent of(UUID stackId, String region, Instant now) {
		YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
		List<Month> months = new ArrayList<>();
		for (YearMonth each : List.of(month, month.minusMonths(1))) {
			this.pulses.workerTime(stackId, each)
				.map((time) -> month(each, time, this.prices.in(region), each.equals(month)))
				.ifPresent(months::add);
		}
		return new Spent(this.prices.day(), List.copyOf(months));
	}

	static Month month(YearMonth month, WorkerTime time, Optional<Regional> prices, boolean current) {
		List<Item> items = time.seconds()
			.entrySet()
			.stream()
			.filter((each) -> each.getValue() > 0)
			.map((each) -> item(each, prices))
			.sorted(Comparator.comparingDouble((Item item) -> -item.hours()).thenComparing(Item::type))
			.toList();
		Range sum = items.stream()
			.flatMap((item) -> Optional.ofNullable(item.amount()).stream())
			.reduce(Range.of(0), Range::plus);
		return new Month(month, items, sum, items.stream().allMatch((item) -> item.amount() != null), time.from(),
				time.until(), current);
	}

	private static Item item(Map.Entry<String, Long> each, Optional<Regional> prices) {
		boolean spot = each.getKey().endsWith(SPOT);
		String type = spot ? each.getKey().substring(0, each.getKey().length() - SPOT.length()) : each.getKey();
		double hours = each.getValue() / HOUR;
		OptionalDouble hour = prices.map((here) -> here.machineHour(type)).orElse(OptionalDouble.empty());
		Range amount = hour.isEmpty() ? null : spot
				? new Range(hour.getAsDouble() * CostSums.SPOT_FROM, hour.getAsDouble() * CostSums.SPOT_TO).times(hours)
				: Range.of(hour.getAsDouble() * hours);
		return new Item(type, spot, hours, amount);
	}

	/**
	 * What was spent.
	 *
	 * @param pricesOf the day that the prices are of
	 * @param months what each cost, the latest first
	 */
	public record Spent(LocalDate pricesOf, List<Month> months) {

		/** What one has to know to read it. */
		public String notes() {
			return "Machines of workers by the second, in months of UTC, from their manager’s reports and the on-demand prices of %s. "
				.formatted(FleetCosts.words(this.pricesOf))
					+ "Spot prices vary: %.0f to %.0f %% of that.".formatted(CostSums.SPOT_FROM * 100,
							CostSums.SPOT_TO * 100);
		}

		/** What belongs to the bill and is in no sum. */
		public String notCounted() {
			return "Not counted: the manager, disks, public addresses, NAT gateways, traffic, the cache in S3, logs, "
					+ "taxes, discounts, and hours without a report.";
		}

	}

	/**
	 * What a month cost.
	 *
	 * @param month the month, in UTC
	 * @param items what it is made of, the longest first
	 * @param sum all of them that have a price
	 * @param complete whether all have
	 * @param from since when it was counted
	 * @param until up to when it was
	 * @param current whether it goes on
	 */
	public record Month(YearMonth month, List<Item> items, Range sum, boolean complete, Instant from, Instant until,
			boolean current) {

		/** What it is called. */
		public String name() {
			return this.month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + this.month.getYear();
		}

		/** What it cost, in words; of no type may be known what it costs. */
		public String words() {
			if (this.complete) {
				return this.sum.words();
			}
			return this.items.stream().allMatch((item) -> item.amount() == null)
					? "Not known: the price list has none of these here"
					: this.sum.words() + " and what has no price here";
		}

		/** Up to when and since when it was counted, blank where that is all of it. */
		public String counted() {
			Instant begin = this.month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
			String since = this.from.isAfter(begin.plus(AT_ONCE)) ? "Counted since " + DAY.format(this.from) + "." : "";
			return ((this.current ? "Until " + DAY.format(this.until) + ". " : "") + since).strip();
		}

	}

	/**
	 * Workers of one type.
	 *
	 * @param type the instance type
	 * @param spot whether they were spot
	 * @param hours how long they ran, in all
	 * @param amount what that cost, {@code null} where the price list has no price
	 */
	public record Item(String type, boolean spot, double hours, @Nullable Range amount) {

		/** Such as "41 h", and "12 min" below an hour. */
		public String time() {
			return (this.hours < 1) ? Math.max(1, Math.round(this.hours * 60)) + " min"
					: String.format(Locale.ENGLISH, (this.hours < 10) ? "%.1f h" : "%,.0f h", this.hours);
		}

	}

}
