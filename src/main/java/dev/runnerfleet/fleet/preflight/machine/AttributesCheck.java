package dev.runnerfleet.fleet.preflight.machine;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.MachineImage;
import dev.runnerfleet.network.Machinery;
import dev.runnerfleet.network.Machinery.Needs;
import dev.runnerfleet.network.Subnet;

import org.springframework.stereotype.Component;

/**
 * Whether AWS has types with the processors and the memory that are asked for, where the
 * workers are to start: a group that matches none is refused, and its stack with it.
 */
@Component
class AttributesCheck implements Check {

	private static final String FIELD = Plan.field("WorkerVcpus");

	private static final int NAMED = 4;

	private final Machinery machinery;

	AttributesCheck(Machinery machinery) {
		this.machinery = machinery;
	}

	@Override
	public String subject() {
		return "which instance types have what the workers need";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		return Attributes.of(plan).map((needs) -> findings(plan, needs)).orElse(List.of());
	}

	private List<Finding> findings(Plan plan, Needs needs) {
		String architecture = architecture(plan);
		List<String> matching = this.machinery.matching(plan.place(), architecture, needs);
		if (matching.isEmpty()) {
			return List.of(Finding.stops(FIELD,
					"No instance type in %s has %s vCPUs and %s MiB of memory and runs the image, which is for %s."
						.formatted(plan.place().region(), plan.value("WorkerVcpus"), plan.value("WorkerMemory"),
								architecture))
				.mend("Widen the ranges, include burstable types, or name types."));
		}
		List<String> zones = plan.inUse().stream().map(Subnet::zone).distinct().toList();
		if (zones.isEmpty()) {
			return List.of(told(matching, ""));
		}
		Map<String, Set<String>> offerings = this.machinery.offerings(plan.place(), matching);
		List<String> there = matching.stream()
			.filter((type) -> offerings.getOrDefault(type, Set.of()).stream().anyMatch(zones::contains))
			.toList();
		String where = " in " + String.join(", ", zones);
		return List
			.of(there.isEmpty()
					? Finding
						.stops(FIELD,
								"None of the %d instance types that match is offered%s.".formatted(matching.size(),
										where))
						.mend("Widen the ranges, or choose subnets in other zones.")
					: told(there, where));
	}

	private static Finding told(List<String> types, String where) {
		String names = String.join(", ", types.stream().limit(NAMED).toList());
		return Finding.notes(FIELD,
				"%s%s: %s%s. AWS picks among them, and the named types have no part.".formatted(
						(types.size() == 1) ? "One instance type matches" : types.size() + " instance types match",
						where, names, (types.size() > NAMED) ? " …" : ""));
	}

	private String architecture(Plan plan) {
		String own = plan.value(MachineRole.WORKER.ownImage());
		if (!own.isEmpty()) {
			return this.machinery.image(plan.place(), own).map(MachineImage::architecture).orElse("x86_64");
		}
		return plan.value(MachineRole.WORKER.image()).contains("arm64") ? "arm64" : "x86_64";
	}

}
