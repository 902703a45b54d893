package dev.runnerfleet.fleet.preflight.network;

import java.util.List;

import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.Subnet;

import org.springframework.stereotype.Component;

/** Whether the subnets have addresses for as many machines as the fleet may have. */
@Component
class AddressCheck implements Check {

	@Override
	public String subject() {
		return "free addresses";
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Subnet> inUse = plan.inUse();
		if (inUse.isEmpty()) {
			return List.of();
		}
		List<String> today = List.of(plan.today().getOrDefault("SubnetIds", "").split(","));
		boolean managers = plan.isLaunch() || moved(today, inUse.subList(0, 1));
		boolean all = plan.isLaunch() || moved(today, inUse);
		int needed = all ? plan.workers() + 1 : plan.moreWorkers() + (managers ? 1 : 0);
		if (needed == 0) {
			return List.of();
		}
		long free = inUse.stream().mapToLong(Subnet::freeAddresses).sum();
		Subnet first = inUse.get(0);
		if (managers && first.freeAddresses() == 0) {
			return List.of(linked(Finding
				.stops("subnetIds", "The subnet %s has no free address for the manager.".formatted(first.label()))
				.mend("Choose another subnet, or free addresses in this one."), plan));
		}
		if (free < needed) {
			return List.of(linked(Finding
				.warns("subnetIds",
						"At the peak %s, and the chosen subnets have %s.".formatted(
								all ? "the fleet has %d machines, its manager included".formatted(needed)
										: "the fleet has %s".formatted(counted(needed, "more machine")),
								counted(free, "free address")))
				.mend("Choose further or larger subnets, or fewer jobs at once."), plan));
		}
		return List.of();
	}

	private static boolean moved(List<String> today, List<Subnet> subnets) {
		return !today.get(0).isEmpty() && subnets.stream().map(Subnet::id).noneMatch(today::contains);
	}

	private static String counted(long number, String what) {
		return "%d %s%s".formatted(number, what, (number == 1) ? "" : what.endsWith("s") ? "es" : "s");
	}

	private static Finding linked(Finding finding, Plan plan) {
		return finding.linked("The subnet in the AWS console", String
			.valueOf(ConsoleLinks.resource(plan.place().region(), "AWS::EC2::Subnet", plan.inUse().get(0).id())));
	}

}
