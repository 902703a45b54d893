package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.network.Subnet;

import org.springframework.stereotype.Component;

/**
 * Whether manager and workers will reach GitLab, package sources and AWS from the subnets
 * that were chosen: without a way out a launch fails after twenty minutes.
 */
@Component
class WayOutCheck implements LaunchCheck {

	@Override
	public List<Finding> findings(LaunchPlan plan) {
		List<Finding> findings = new ArrayList<>();
		List<String> inUse = plan.blueprint().machines() ? plan.form().subnetIds().subList(0, 1)
				: plan.form().subnetIds();
		List<Subnet> used = plan.account().subnets().stream().filter((subnet) -> inUse.contains(subnet.id())).toList();
		List<Subnet> closed = used.stream().filter((subnet) -> subnet.egress() == Subnet.Egress.NONE).toList();
		if (!closed.isEmpty()) {
			findings.add(Finding.stops("subnetIds",
					"%s no route to the internet, so nothing there would reach GitLab or AWS. Choose subnets with a NAT or an internet gateway."
						.formatted(has(closed))));
		}
		List<Subnet> addressless = used.stream()
			.filter((subnet) -> subnet.isPublic() && !givesAddresses(plan, subnet))
			.toList();
		if (!addressless.isEmpty()) {
			findings.add(Finding.stops("subnetIds", noAddress(plan, addressless)));
		}
		return findings;
	}

	private static boolean givesAddresses(LaunchPlan plan, Subnet subnet) {
		return switch (plan.value("PublicAddresses")) {
			case "yes" -> true;
			case "no" -> false;
			default -> subnet.givesAddresses();
		};
	}

	private static String noAddress(LaunchPlan plan, List<Subnet> addressless) {
		String who = plan.value("ManagerElasticIp").equals("true") ? "Workers" : "Machines";
		return "%s in %s get no public address, and an internet gateway lets nothing out without one. Set “Public addresses” to yes, or choose subnets with a NAT gateway."
			.formatted(who, names(addressless));
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
