package dev.runnerfleet.fleet.preflight.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.Machinery;
import dev.runnerfleet.network.Subnet;

import org.springframework.stereotype.Component;

/** Whether the zones of the chosen subnets offer the instance types. */
@Component
class OfferingCheck implements Check {

	private final Machinery machinery;

	OfferingCheck(Machinery machinery) {
		this.machinery = machinery;
	}

	@Override
	public String subject() {
		return "which zones offer the instance types";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Finding> findings = new ArrayList<>();
		List<String> named = MachineRole.typesOf(plan);
		if (plan.inUse().isEmpty() || named.isEmpty()) {
			return findings;
		}
		Map<String, Set<String>> offerings = this.machinery.offerings(plan.place(), named);
		String manager = plan.value("ManagerInstanceType");
		String home = plan.inUse().get(0).zone();
		if (isMissing(manager, home, offerings)) {
			findings.add(Finding
				.stops(Plan.field("ManagerInstanceType"),
						"The zone %s of the first subnet, where the manager lives, does not offer %s.".formatted(home,
								manager))
				.mend("Choose a type that this zone offers, or begin with a subnet in %s if the VPC has one."
					.formatted(String.join(" or ", offerings.getOrDefault(manager, Set.of())))));
		}
		workers(plan, offerings, findings);
		return findings;
	}

	/** Types that no zone offers at all are told of by name elsewhere. */
	private static boolean isMissing(String type, String zone, Map<String, Set<String>> offerings) {
		return offerings.containsKey(type) && !offerings.getOrDefault(type, Set.of()).contains(zone);
	}

	private static void workers(Plan plan, Map<String, Set<String>> offerings, List<Finding> findings) {
		List<String> types = MachineRole.WORKER.types(plan)
			.stream()
			.map(plan::value)
			.filter(offerings::containsKey)
			.toList();
		List<String> zones = plan.inUse().stream().map(Subnet::zone).distinct().toList();
		List<String> empty = zones.stream()
			.filter((zone) -> types.stream().allMatch((type) -> isMissing(type, zone, offerings)))
			.toList();
		if (types.isEmpty() || empty.isEmpty()) {
			return;
		}
		String field = Plan.field("WorkerInstanceType");
		String names = String.join(", ", types);
		findings.add((empty.size() == zones.size())
				? Finding.stops(field, "No zone of the chosen subnets offers %s.".formatted(names))
					.mend("Choose another type, or subnets in a zone that offers it.")
				: Finding
					.warns(field,
							"%s offers none of %s, so workers start in the other zones alone."
								.formatted(String.join(", ", empty), names))
					.mend("Add a type that is offered there if all zones are to be used."));
	}

}
