package dev.runnerfleet.fleet.preflight.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.ConsoleLinks;
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

	private static final String FIELD = "subnetIds";

	private static final String CHOOSE = "Choose subnets with a NAT or an internet gateway.";

	@Override
	public String subject() {
		return "the way out of the subnets";
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Finding> findings = new ArrayList<>();
		Map<Subnet.Egress, List<Subnet>> closed = plan.inUse()
			.stream()
			.filter(Subnet::isClosed)
			.collect(Collectors.groupingBy(Subnet::egress, TreeMap::new, Collectors.toList()));
		closed.forEach((egress, subnets) -> findings.add(closed(egress, subnets, plan)));
		List<Subnet> addressless = plan.inUse()
			.stream()
			.filter((subnet) -> subnet.isPublic() && !givesAddresses(plan, subnet))
			.toList();
		if (!addressless.isEmpty()) {
			findings.add(noAddress(plan, addressless));
		}
		return findings;
	}

	private static Finding closed(Subnet.Egress egress, List<Subnet> subnets, Plan plan) {
		Finding finding = switch (egress) {
			case IPV6 -> Finding.stops(FIELD,
					"%s a way out by IPv6 alone, and the fleet's machines have IPv4 addresses: nothing there would reach GitLab or AWS."
						.formatted(has(subnets)))
				.mend("An egress-only internet gateway is no help here. " + CHOOSE);
			case BLACKHOLE -> Finding.stops(FIELD,
					"%s a default route to a gateway that is not there any more, so nothing there would reach GitLab or AWS."
						.formatted(has(subnets)))
				.mend("Point that route, which AWS calls a blackhole, to a gateway that is there; or choose other subnets.");
			default ->
				Finding
					.stops(FIELD,
							"%s no route to the internet, so nothing there would reach GitLab or AWS."
								.formatted(has(subnets)))
					.mend(CHOOSE);
		};
		return finding.linked("The subnet in the AWS console",
				String.valueOf(ConsoleLinks.resource(plan.place().region(), "AWS::EC2::Subnet", subnets.get(0).id())));
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
			.stops(FIELD,
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
