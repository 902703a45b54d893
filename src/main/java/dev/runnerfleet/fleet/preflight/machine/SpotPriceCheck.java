package dev.runnerfleet.fleet.preflight.machine;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.Machinery;
import dev.runnerfleet.network.Machinery.SpotPrice;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.price.PriceList;

import org.springframework.stereotype.Component;

/**
 * Whether somebody's limit for the price of spot workers lets any start: below AWS's
 * price of the day jobs wait for ever, and no stack says why.
 */
@Component
class SpotPriceCheck implements Check {

	private static final String EMPTY = "Leave it empty to pay the spot price, and at most what the machine costs on demand.";

	/** AWS's spot machines cost a tenth of those on demand at least. */
	private static final double CHEAPEST = 0.1;

	private static final double ABSURD = 10;

	private final Machinery machinery;

	private final PriceList prices;

	private final Clock clock;

	SpotPriceCheck(Machinery machinery, PriceList prices, Clock clock) {
		this.machinery = machinery;
		this.prices = prices;
		this.clock = clock;
	}

	@Override
	public String subject() {
		return "the limit for the price of spot workers";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		String parameter = plan.blueprint().machines() ? "SpotInstancePrice" : "SpotMaxPrice";
		String given = plan.value(parameter);
		if (given.isEmpty() || plan.spotWorkers() == 0) {
			return List.of();
		}
		Limit limit = new Limit(Plan.field(parameter), Double.parseDouble(given));
		List<String> types = MachineRole.WORKER.types(plan).stream().map(plan::value).distinct().toList();
		if (types.isEmpty()) {
			return List.of();
		}
		List<SpotPrice> today = today(plan, types);
		return (today.isEmpty() ? tooLow(limit, onDemand(plan, types)) : tooLow(limit, types, today))
			.or(() -> tooHigh(limit, onDemand(plan, types)))
			.map(List::of)
			.orElse(List.of());
	}

	/** Whoever may not ask for AWS's prices has those of the price file. */
	private List<SpotPrice> today(Plan plan, List<String> types) {
		List<String> zones = plan.inUse().stream().map(Subnet::zone).distinct().toList();
		try {
			return this.machinery.spotPrices(plan.place(), types, zones, this.clock.instant());
		}
		catch (AwsFailure ex) {
			return List.of();
		}
	}

	/**
	 * What the cheapest and the dearest of the types cost, as far as the file has them.
	 */
	private List<Double> onDemand(Plan plan, List<String> types) {
		return this.prices.in(plan.place().region())
			.map((region) -> types.stream()
				.map(region::machineHour)
				.filter(OptionalDouble::isPresent)
				.map(OptionalDouble::getAsDouble)
				.sorted()
				.toList())
			.orElse(List.of());
	}

	private static Optional<Finding> tooLow(Limit limit, List<String> types, List<SpotPrice> today) {
		SpotPrice cheapest = today.stream().min(Comparator.comparingDouble(SpotPrice::price)).orElseThrow();
		if (limit.usd() < cheapest.price()) {
			return Optional.of(Finding
				.stops(limit.field(),
						"No worker would start: AWS asks %s an hour for a spot %s in %s now, and the limit is %s."
							.formatted(usd(cheapest.price()), cheapest.type(), cheapest.zone(), usd(limit.usd())))
				.mend(EMPTY));
		}
		List<String> dear = types.stream()
			.filter((type) -> today.stream()
				.filter((price) -> price.type().equals(type))
				.mapToDouble(SpotPrice::price)
				.min()
				.orElse(0) > limit.usd())
			.toList();
		return dear.isEmpty() ? Optional.empty() : Optional.of(Finding.warns(limit.field(),
				"The limit of %s an hour is below AWS's spot price of %s now, so all workers would be of the other types."
					.formatted(usd(limit.usd()), String.join(", ", dear)))
			.mend(EMPTY));
	}

	private static Optional<Finding> tooLow(Limit limit, List<Double> onDemand) {
		return onDemand.stream()
			.findFirst()
			.filter((cheapest) -> limit.usd() < cheapest * CHEAPEST)
			.map((cheapest) -> Finding.warns(limit.field(),
					"No worker would start: the limit is %s an hour, the machine costs %s on demand, and AWS takes off nine tenths at most."
						.formatted(usd(limit.usd()), usd(cheapest)))
				.mend(EMPTY));
	}

	private static Optional<Finding> tooHigh(Limit limit, List<Double> onDemand) {
		return onDemand.stream()
			.reduce((cheaper, dearer) -> dearer)
			.filter((dearest) -> limit.usd() > dearest * ABSURD)
			.map((dearest) -> Finding
				.warns(limit.field(),
						"The limit of %s an hour limits nothing: on demand the machine costs %s."
							.formatted(usd(limit.usd()), usd(dearest)))
				.mend("Look for a slip, or leave it empty: then nobody pays more than that."));
	}

	private static String usd(double price) {
		String digits = String.format(Locale.ROOT, "%.5f", price).replaceFirst("0{1,3}$", "");
		return "$" + digits;
	}

	/**
	 * What somebody pays for a worker at most.
	 *
	 * @param field where it was entered
	 * @param usd by the hour
	 */
	private record Limit(String field, double usd) {

	}

}
