package dev.runnerfleet.network;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/**
 * Reads a network ACL as AWS does: the first rule that fits decides. In doubt, as where a
 * rule lets some addresses through, it counts as open.
 *
 * @param acl the network ACL
 */
record AclRules(NetworkAcl acl) {

	private static final Set<String> TCP = Set.of("-1", "6");

	private static final Ports HTTPS = new Ports(443, 443);

	/** Where Linux takes the answers to what it asks. */
	private static final Ports ANSWERS = new Ports(32768, 60999);

	static AclRules of(NetworkAcl acl) {
		return new AclRules(acl);
	}

	Optional<VpcRules.Closed> closed(String subnetId) {
		if (this.acl.entries().isEmpty()) {
			return Optional.empty();
		}
		if (!lets(true, HTTPS)) {
			return Optional.of(new VpcRules.Closed(subnetId, this.acl.networkAclId(), true));
		}
		return lets(false, ANSWERS) ? Optional.empty()
				: Optional.of(new VpcRules.Closed(subnetId, this.acl.networkAclId(), false));
	}

	/** Whether anything passes at any of these ports. */
	private boolean lets(boolean outbound, Ports ports) {
		List<NetworkAclEntry> rules = this.acl.entries()
			.stream()
			.filter((rule) -> outbound == Boolean.TRUE.equals(rule.egress()) && TCP.contains(rule.protocol())
					&& rule.cidrBlock() != null)
			.sorted(Comparator.comparing(NetworkAclEntry::ruleNumber))
			.toList();
		for (NetworkAclEntry rule : rules) {
			if (rule.ruleAction() == RuleAction.ALLOW && Ports.of(rule).meets(ports)) {
				return true;
			}
			if (rule.ruleAction() == RuleAction.DENY && rule.cidrBlock().equals("0.0.0.0/0")
					&& Ports.of(rule).covers(ports)) {
				return false;
			}
		}
		return false;
	}

	private record Ports(int from, int to) {

		static Ports of(NetworkAclEntry rule) {
			boolean all = rule.protocol().equals("-1") || rule.portRange() == null;
			return all ? new Ports(0, 65535) : new Ports(rule.portRange().from(), rule.portRange().to());
		}

		boolean meets(Ports other) {
			return this.from <= other.to && other.from <= this.to;
		}

		boolean covers(Ports other) {
			return this.from <= other.from && other.to <= this.to;
		}

	}

}
