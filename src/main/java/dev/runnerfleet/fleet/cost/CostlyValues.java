package dev.runnerfleet.fleet.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.schedule.Dialect;
import dev.runnerfleet.fleet.schedule.WorkingHours;
import dev.runnerfleet.stack.template.TemplateParameter;

/**
 * Those of a fleet's parameters that a cost follows from, under the meaning that both
 * blueprints share, so that the sums need not know which one it is.
 */
class CostlyValues {

	private static final Set<String> NAMES = Set.of("ManagerInstanceType", "ManagerVolumeSize", "PublicAddresses",
			"ManagerElasticIp", "WorkerInstanceType", "WorkerInstanceType2", "WorkerInstanceType3",
			"WorkerInstanceType4", "WorkerVcpus", "WorkerVolumeSize", "MaxConcurrentBuilds", "CapacityPerWorker",
			"IdleCount", "OffPeakIdleCount", "WorkingHours", "OnDemandBase", "OnDemandPercentage", "SpotMaxPrice",
			"SpotInstance", "SpotInstancePrice");

	private final Blueprint blueprint;

	private final Map<String, String> values = new LinkedHashMap<>();

	private final List<String> violations = new ArrayList<>();

	CostlyValues(Blueprint blueprint, Map<String, String> parameters) {
		this.blueprint = blueprint;
		for (TemplateParameter parameter : blueprint.template().parameters()) {
			if (NAMES.contains(parameter.name())) {
				String fallback = (parameter.defaultValue() != null) ? parameter.defaultValue() : "";
				String value = parameters.getOrDefault(parameter.name(), fallback).strip();
				this.values.put(parameter.name(), value);
				parameter.violation(value)
					.ifPresent((sentence) -> this.violations.add("%s: %s".formatted(parameter.label(), sentence)));
			}
		}
		if (this.violations.isEmpty() && !always()) {
			WorkingHours.objection(text("WorkingHours"), dialect())
				.ifPresent((sentence) -> this.violations.add("Working hours: " + sentence));
		}
	}

	/** What is wrong with values that have to be right for any sum, in sentences. */
	List<String> violations() {
		return this.violations;
	}

	/** Every instance type that is named. */
	Set<String> types() {
		Set<String> types = new LinkedHashSet<>(workerTypes());
		types.add(managerType());
		return types;
	}

	String managerType() {
		return text("ManagerInstanceType");
	}

	/** In GiB. */
	int managerDisk() {
		return number("ManagerVolumeSize");
	}

	boolean managerHasAddress() {
		return workersHaveAddresses() || text("ManagerElasticIp").equals("true");
	}

	/** Whether AWS picks the workers' types, so that nobody knows what they cost. */
	boolean unnamedTypes() {
		return !text("WorkerVcpus").isEmpty();
	}

	List<String> workerTypes() {
		return unnamedTypes() ? List.of()
				: Stream.of("", "2", "3", "4")
					.map((number) -> text("WorkerInstanceType" + number))
					.filter((type) -> !type.isEmpty())
					.distinct()
					.toList();
	}

	/** In GiB. */
	int workerDisk() {
		return number("WorkerVolumeSize");
	}

	/** Whether workers get public addresses, or may get them from their subnets. */
	boolean workersHaveAddresses() {
		return !text("PublicAddresses").equals("no");
	}

	/** Whether it is for the subnets to say who gets a public address. */
	boolean subnetsDecide() {
		return text("PublicAddresses").equals("subnet");
	}

	int mostWorkers() {
		return workers("MaxConcurrentBuilds");
	}

	/** One for each job, or for several. */
	private int workers(String jobs) {
		int capacity = this.values.containsKey("CapacityPerWorker") ? number("CapacityPerWorker") : 1;
		return (number(jobs) + capacity - 1) / capacity;
	}

	/** Workers that are kept warm in working hours. */
	int warmWorkers() {
		return Math.min(workers("IdleCount"), mostWorkers());
	}

	/** Workers that are kept warm at all other times. */
	int warmOffPeak() {
		return Math.min(workers("OffPeakIdleCount"), mostWorkers());
	}

	/** Which part of the time are working hours, empty if no number tells. */
	OptionalDouble workingShare() {
		return always() ? OptionalDouble.of(1) : WorkingHours.of(text("WorkingHours"), dialect()).orElseThrow().share();
	}

	/**
	 * How many of so many workers are on demand; the group rounds in favour of these, and
	 * the others are spot.
	 */
	int onDemand(int workers) {
		if (this.blueprint.machines()) {
			return text("SpotInstance").equals("true") ? 0 : workers;
		}
		int base = Math.min(number("OnDemandBase"), workers);
		return base + (int) Math.ceil((workers - base) * number("OnDemandPercentage") / 100.0);
	}

	/** The most that is paid for an hour of a spot worker, in USD. */
	double spotLimit() {
		String limit = text(this.blueprint.machines() ? "SpotInstancePrice" : "SpotMaxPrice");
		return limit.isEmpty() ? Double.MAX_VALUE : Double.parseDouble(limit);
	}

	private boolean always() {
		return text("WorkingHours").isEmpty();
	}

	private Dialect dialect() {
		return Dialect.of(this.blueprint.name());
	}

	private String text(String name) {
		return this.values.getOrDefault(name, "");
	}

	private int number(String name) {
		return Integer.parseInt(text(name));
	}

}
