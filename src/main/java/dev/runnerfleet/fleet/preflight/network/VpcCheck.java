package dev.runnerfleet.fleet.preflight.network;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.network.VpcRules;
import dev.runnerfleet.network.VpcRules.Closed;

import org.springframework.stereotype.Component;

/**
 * Whether the VPC lets its machines find and reach others: a machine that does not looks
 * like one that hangs.
 */
@Component
class VpcCheck implements Check {

	private final VpcRules rules;

	VpcCheck(VpcRules rules) {
		this.rules = rules;
	}

	@Override
	public String subject() {
		return "name service and network ACLs";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Finding> findings = new ArrayList<>();
		String vpcId = plan.value("VpcId");
		String region = plan.place().region();
		if (!vpcId.isEmpty() && !this.rules.resolvesNames(plan.place(), vpcId)) {
			findings.add(
					Finding
						.stops(Plan.field("VpcId"),
								"%s resolves no names, so its machines would find neither GitLab nor AWS."
									.formatted(vpcId))
						.mend("Switch DNS resolution on for it, or name servers in its DHCP options.")
						.linked("The VPC in the AWS console",
								String.valueOf(ConsoleLinks.resource(region, "AWS::EC2::VPC", vpcId))));
		}
		List<String> inUse = plan.inUse().stream().map(Subnet::id).toList();
		if (!inUse.isEmpty()) {
			this.rules.closed(plan.place(), inUse).forEach((closed) -> findings.add(closed(closed, plan)));
		}
		return findings;
	}

	private static Finding closed(Closed closed, Plan plan) {
		String subnet = plan.inUse()
			.stream()
			.filter((each) -> each.id().equals(closed.subnetId()))
			.map(Subnet::label)
			.findFirst()
			.orElse(closed.subnetId());
		String what = closed.outbound() ? "lets nothing out to port 443" : "lets no answers in at ports 32768 to 60999";
		String rule = closed.outbound() ? "an outbound rule for TCP port 443"
				: "an inbound rule for TCP ports 1024 to 65535";
		return Finding
			.stops("subnetIds",
					"The network ACL %s of the subnet %s %s, so machines there would not reach GitLab or AWS."
						.formatted(closed.aclId(), subnet, what))
			.mend("Give it %s, or choose other subnets.".formatted(rule))
			.linked("The network ACL in the AWS console", String
				.valueOf(ConsoleLinks.resource(plan.place().region(), "AWS::EC2::NetworkAcl", closed.aclId())));
	}

}
