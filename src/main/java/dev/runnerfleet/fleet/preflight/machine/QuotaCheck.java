package dev.runnerfleet.fleet.preflight.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.runnerfleet.account.Allowances;
import dev.runnerfleet.account.Allowances.Market;
import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.InstanceType;
import dev.runnerfleet.network.Machinery;
import dev.runnerfleet.network.Machinery.Needs;

import org.springframework.stereotype.Component;

/**
 * Whether the account may run as many virtual processors as the fleet has at its peak; a
 * new account may run five. What else runs in the account is not counted, so the quota
 * may be short although nothing is found.
 */
@Component
class QuotaCheck implements Check {

	private static final String JOBS = Plan.field("MaxConcurrentBuilds");

	private final Allowances allowances;

	private final Machinery machinery;

	QuotaCheck(Allowances allowances, Machinery machinery) {
		this.allowances = allowances;
		this.machinery = machinery;
	}

	@Override
	public String subject() {
		return "the quotas of virtual processors";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Finding> findings = new ArrayList<>();
		if (!plan.isLaunch() && plan.moreWorkers() == 0) {
			return findings;
		}
		Map<String, InstanceType> types = this.machinery.instanceTypes(plan.place(), MachineRole.typesOf(plan));
		int manager = counted(plan.value("ManagerInstanceType"), types).orElse(0);
		OptionalInt worker = smallestWorker(plan, types);
		int spot = plan.spotWorkers();
		boolean grouped = plan.blueprint().template().section("Resources").containsKey("ManagerGroup");
		int onDemand = plan.workers() - spot;
		market(plan, new Demand(Market.ON_DEMAND, manager, grouped ? manager : 0, onDemand, worker.orElse(0)),
				findings);
		market(plan, new Demand(Market.SPOT, 0, 0, spot, worker.orElse(0)), findings);
		return findings;
	}

	private void market(Plan plan, Demand demand, List<Finding> findings) {
		if (demand.peak() == 0) {
			return;
		}
		int quota = this.allowances.vcpus(plan.place(), demand.market());
		if (quota >= demand.peak()) {
			if (quota < demand.peak() + demand.spare()) {
				findings.add(Finding.notes(JOBS,
						"The account may run %d virtual processors in %s machines. While a change replaces the manager both run, and at its peak the fleet has %d then: such a change has to wait until it is quieter."
							.formatted(quota, demand.market().words(), demand.peak() + demand.spare())));
			}
			return;
		}
		String words = demand.market().words();
		boolean none = quota < demand.least();
		String message = none
				? "The account may run %d virtual processors in %s machines, and %d are needed for %s.".formatted(quota,
						words, demand.least(), demand.who())
				: "The account may run %d virtual processors in %s machines, and the fleet has %d at its peak: it would have %d of %d workers."
					.formatted(quota, words, demand.peak(), (quota - demand.manager()) / demand.worker(),
							demand.workers());
		Finding finding = none ? Finding.stops(JOBS, message) : Finding.warns(JOBS, message);
		findings.add(finding.mend("Ask AWS for a higher quota, or choose fewer jobs at once or smaller workers.")
			.linked("The quota in the AWS console", String.valueOf(ConsoleLinks.resource(plan.place().region(),
					"AWS::ServiceQuotas::Quota", demand.market().quota()))));
	}

	/**
	 * Which of several types AWS takes nobody knows, so the one that takes least counts.
	 */
	private static OptionalInt smallestWorker(Plan plan, Map<String, InstanceType> types) {
		Optional<Needs> unnamed = Attributes.of(plan);
		if (unnamed.isPresent()) {
			return OptionalInt.of(Math.max(1, unnamed.get().leastVcpus()));
		}
		List<OptionalInt> vcpus = MachineRole.WORKER.types(plan)
			.stream()
			.map(plan::value)
			.map((name) -> counted(name, types))
			.toList();
		return vcpus.stream().allMatch(OptionalInt::isPresent) ? vcpus.stream().mapToInt(OptionalInt::getAsInt).min()
				: OptionalInt.empty();
	}

	/** The processors of a type as the quota of standard machines counts them. */
	private static OptionalInt counted(String name, Map<String, InstanceType> types) {
		InstanceType type = types.get(name);
		return (type != null && type.vcpus() > 0 && Market.counts(name)) ? OptionalInt.of(type.vcpus())
				: OptionalInt.empty();
	}

	/**
	 * What a fleet asks of one market.
	 *
	 * @param market how its machines are paid for
	 * @param manager the manager's processors, 0 where it is none of them
	 * @param spare those of the one that takes over from it, which runs beside it
	 * @param workers how many workers there are at the peak
	 * @param worker the processors of each, 0 where this quota does not count them
	 */
	private record Demand(Market market, int manager, int spare, int workers, int worker) {

		int peak() {
			return this.manager + this.workers * this.worker;
		}

		/** What it takes for a job to run at all. */
		int least() {
			return this.manager + (hasWorkers() ? this.worker : 0);
		}

		/** Whom that is for. */
		String who() {
			return (this.manager == 0) ? "one worker" : hasWorkers() ? "the manager and one worker" : "the manager";
		}

		private boolean hasWorkers() {
			return this.workers > 0 && this.worker > 0;
		}

	}

}
