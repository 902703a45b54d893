package dev.runnerfleet.fleet.cost;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

import dev.runnerfleet.fleet.cost.FleetCosts.Figures;
import dev.runnerfleet.fleet.cost.FleetCosts.Part;
import dev.runnerfleet.fleet.cost.FleetCosts.Range;
import dev.runnerfleet.price.PriceList.Regional;

/** Adds up what a fleet is made of; {@code docs/costs.md} says the same in words. */
class CostSums {

	private static final double HOURS = 730;

	/** Spot prices move; most of the time they are between these parts of on demand. */
	static final double SPOT_FROM = 0.3;

	static final double SPOT_TO = 0.7;

	private final CostlyValues values;

	private final Regional prices;

	/** An hour of a worker's machine alone. */
	private final Range onDemand;

	private final Range spot;

	CostSums(CostlyValues values, Regional prices) {
		this.values = values;
		this.prices = prices;
		DoubleSummaryStatistics types = values.workerTypes()
			.stream()
			.mapToDouble((type) -> prices.machineHour(type).orElseThrow())
			.summaryStatistics();
		this.onDemand = new Range(types.getMin(), types.getMax());
		double most = Math.min(types.getMax() * SPOT_TO, values.spotLimit());
		this.spot = new Range(Math.min(types.getMin() * SPOT_FROM, most), most);
	}

	Figures figures() {
		List<Part> always = always();
		Range base = always.stream().map(Part::month).reduce(Range.of(0), Range::plus);
		Range warm = warm();
		List<Part> parts = new ArrayList<>(always);
		if (warm.to() > 0) {
			parts.add(new Part("Warm workers (%s)".formatted(warmWords()), warm));
		}
		return new Figures(base.plus(warm), jobHour(), base.plus(workersHour(this.values.mostWorkers()).times(HOURS)),
				parts, notes());
	}

	/** What is there whether jobs run or not. */
	private List<Part> always() {
		List<Part> parts = new ArrayList<>();
		String type = this.values.managerType();
		parts.add(new Part("Manager (%s)".formatted(type),
				Range.of(this.prices.machineHour(type).orElseThrow() * HOURS)));
		parts.add(new Part("Its disk (%d GiB)".formatted(this.values.managerDisk()),
				Range.of(this.values.managerDisk() * this.prices.diskMonth())));
		if (this.values.managerHasAddress()) {
			parts.add(new Part("Its public address", Range.of(this.prices.addressHour() * HOURS)));
		}
		parts.add(new Part("Secret for the runner token", Range.of(this.prices.secretMonth())));
		return parts;
	}

	private Range warm() {
		Range working = workersHour(this.values.warmWorkers()).times(HOURS);
		Range offPeak = workersHour(this.values.warmOffPeak()).times(HOURS);
		return this.values.workingShare()
			.stream()
			.mapToObj((share) -> working.times(share).plus(offPeak.times(1 - share)))
			.findFirst()
			.orElseGet(() -> working.or(offPeak));
	}

	private String warmWords() {
		int working = this.values.warmWorkers();
		int offPeak = this.values.warmOffPeak();
		return this.values.workingShare()
			.stream()
			.mapToObj((share) -> (share == 1) ? "%d all the time".formatted(working)
					: "%d for %.0f %% of the time, else %d".formatted(working, share * 100, offPeak))
			.findFirst()
			.orElse("between %d and %d".formatted(Math.min(working, offPeak), Math.max(working, offPeak)));
	}

	/** A worker runs one job at a time, so an hour of a job is an hour of a worker. */
	private Range jobHour() {
		int most = this.values.mostWorkers();
		int onDemand = this.values.onDemand(most);
		Range machine = (onDemand == most) ? this.onDemand : (onDemand == 0) ? this.spot : this.spot.or(this.onDemand);
		return machine.plus(besidesMachine());
	}

	private Range workersHour(int workers) {
		int onDemand = this.values.onDemand(workers);
		return this.onDemand.times(onDemand)
			.plus(this.spot.times(workers - onDemand))
			.plus(besidesMachine().times(workers));
	}

	/** A worker's disk and address for an hour. */
	private Range besidesMachine() {
		double address = this.values.workersHaveAddresses() ? this.prices.addressHour() : 0;
		return Range.of(this.values.workerDisk() * this.prices.diskMonth() / HOURS + address);
	}

	private List<String> notes() {
		List<String> notes = new ArrayList<>();
		if (this.values.onDemand(this.values.mostWorkers()) < this.values.mostWorkers()) {
			notes.add("Spot is an estimate: %.0f to %.0f %% of the on-demand price, and never above your limit."
				.formatted(SPOT_FROM * 100, SPOT_TO * 100));
		}
		if (this.values.workerTypes().size() > 1) {
			notes.add("With several instance types the range goes from the cheapest to the dearest.");
		}
		if (this.values.subnetsDecide()) {
			notes.add("Counts a public address for each machine; it falls away in private subnets.");
		}
		return notes;
	}

}
