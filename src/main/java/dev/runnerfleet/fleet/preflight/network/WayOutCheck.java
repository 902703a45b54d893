package dev.runnerfleet.fleet.preflight.network;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.Subnet;

import org.springframework.stereotype.Component;

/**
 * Whether manager and workers will reach GitLab, package sources and AWS from the subnets
 * that were chosen: without a way out a launch fails after twenty minutes.
 */
@Component
class WayOutCheck implements Check {

	@Override
	public String subject() {
		return "the way out of the subnets";
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Finding> findings = new ArrayList<>();
		List<Subnet> closed = plan.inUse().stream().filter((subnet) -> subnet.egress() == Subnet.Egress.NONE).toList();
		if (!closed.isEmpty()) {
			findings.add(
					Finding
						.stops("subnetIds",
								"%s no route to the internet, so nothing there would reach GitLab or AWS."
									.formatted(has(closed)))
						.mend("Choose subnets with a NAT or an internet gateway."));
		}
		List<Subnet> addressless = plan.inUse()
			.stream()
			.filter((subnet) -> subnet.isPublic() && !givesAddresses(plan, subnet))
			.toList();
		if (!addressless.isEmpty()) {
			findings.add(noAddress(plan, addressless));
		}
		return findings;
	}

	private static boolean givesAddresses(Plan plan, Subnet subnet) {
		return switch (plan.value("PublicAddresses")) {
			case "yes" -> true;
			case "no" -> false;
			default -> subnet.givesAddresses();
		};
	}

	private static Finding noAddress(Plan plan, List<Subnet> addressless) {
		String who = plan.value("ManagerElasticIp").equals("true") ? "Workers" : "Machines";
		return Finding
			.stops("subnetIds",
					"%s in %s get no public address, and an internet gateway lets nothing out without one."
						.formatted(who, names(addressless)))
			.mend("Set “Public addresses” to yes, or choose subnets with a NAT gateway.");
	}

	private static String has(List<Subnet> subnets) {
		return ((subnets.size() == 1) ? "The subnet %s has" : "The subnets %s have").formatted(names(subnets));
	}

	private static String names(List<Subnet> subnets) {
		return String.join(", ",
				subnets.stream()
					.map((subnet) -> subnet.name().isEmpty() ? subnet.id() : subnet.name() + " (" + subnet.id() + ")")
					.toList());
	}

}
