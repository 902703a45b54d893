package dev.runnerfleet.fleet.cost;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.price.PriceList;
import dev.runnerfleet.price.PriceList.Regional;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Tells what a fleet would cost, or plainly that it cannot be told. */
@Component
public class FleetCosts {

	private final PriceList prices;

	FleetCosts(PriceList prices) {
		this.prices = prices;
	}

	/**
	 * What a fleet costs.
	 * @param blueprint its blueprint
	 * @param region its region, which may be anything
	 * @param parameters its plain parameters, as typed so far; what is left out has the
	 * blueprint's default
	 * @return the cost, which knows no figures where a price or a usable value is missing
	 */
	public Cost of(Blueprint blueprint, String region, Map<String, String> parameters) {
		String day = words(this.prices.day());
		CostlyValues values = new CostlyValues(blueprint, parameters);
		List<String> obstacles = new ArrayList<>(values.violations());
		if (values.unnamedTypes()) {
			obstacles.add("What a worker costs depends on the type that AWS picks by vCPUs and memory.");
		}
		Optional<Regional> regional = this.prices.in(region);
		if (regional.isEmpty()) {
			obstacles.add(region.isBlank() ? "Choose a region."
					: "The price list of %s has no prices for %s.".formatted(day, region));
		}
		regional.ifPresent((here) -> values.types()
			.stream()
			.filter((type) -> here.machineHour(type).isEmpty())
			.forEach((type) -> obstacles
				.add("The price list of %s has no price for %s in %s.".formatted(day, type, region))));
		return new Cost(this.prices.day(),
				obstacles.isEmpty() ? regional.map((here) -> new CostSums(values, here).figures()).orElse(null) : null,
				List.copyOf(obstacles));
	}

	static String words(LocalDate day) {
		return day.format(DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH));
	}

	/**
	 * What a fleet costs, as far as it can be told.
	 *
	 * @param pricesOf the day that the prices are of
	 * @param figures the sums, {@code null} if they cannot be told
	 * @param obstacles why they cannot, in sentences
	 */
	public record Cost(LocalDate pricesOf, @Nullable Figures figures, List<String> obstacles) {

		/** The day that the prices are of, in words. */
		public String day() {
			return words(this.pricesOf);
		}

		/** What belongs to the bill and is in none of the sums. */
		public String notCounted() {
			return "Not counted: NAT gateways, traffic, the cache in S3, logs, taxes and discounts.";
		}

	}

	/**
	 * The sums.
	 *
	 * @param idleMonth a month of 730 hours in which no job runs
	 * @param jobHour one hour of one job, on a worker that would not be there without it
	 * @param worstMonth a month in which every worker that there can be runs all the time
	 * @param parts what the idle month is made of
	 * @param notes what one has to know to read the sums
	 */
	public record Figures(Range idleMonth, Range jobHour, Range worstMonth, List<Part> parts, List<String> notes) {

	}

	/**
	 * One item of the idle month.
	 *
	 * @param what the item in words
	 * @param month what it costs in a month
	 */
	public record Part(String what, Range month) {

	}

	/**
	 * An amount that is known within bounds.
	 *
	 * @param from the least, in USD
	 * @param to the most, in USD; the same where it is certain
	 */
	public record Range(double from, double to) {

		private static final double LEAST = 0.001;

		static Range of(double amount) {
			return new Range(amount, amount);
		}

		Range plus(Range other) {
			return new Range(this.from + other.from, this.to + other.to);
		}

		Range times(double count) {
			return new Range(this.from * count, this.to * count);
		}

		/** The bounds of both. */
		Range or(Range other) {
			return new Range(Math.min(this.from, other.from), Math.max(this.to, other.to));
		}

		/**
		 * The amount as people read it, such as {@code $8.65} or {@code $3.10 to $7.20}.
		 */
		public String words() {
			String from = dollars(this.from);
			String to = dollars(this.to);
			return from.equals(to) ? from : from + " to " + to;
		}

		private static String dollars(double amount) {
			if (amount > 0 && amount < LEAST) {
				return "under $0.001";
			}
			String format = (amount >= 1000) ? "$%,.0f" : (amount >= 1 || amount == 0) ? "$%.2f" : "$%.3f";
			return String.format(Locale.ENGLISH, format, amount);
		}

	}

}
