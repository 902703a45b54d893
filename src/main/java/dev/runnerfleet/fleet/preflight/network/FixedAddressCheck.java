package dev.runnerfleet.fleet.preflight.network;

import java.util.List;

import dev.runnerfleet.account.Allowances;
import dev.runnerfleet.account.Allowances.FixedAddresses;
import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;

import org.springframework.stereotype.Component;

/**
 * Whether the account may have one more Elastic IP address, where the manager is to get
 * one: there are five in a region unless somebody asked for more.
 */
@Component
class FixedAddressCheck implements Check {

	private static final String WANTED = "ManagerElasticIp";

	private final Allowances allowances;

	FixedAddressCheck(Allowances allowances) {
		this.allowances = allowances;
	}

	@Override
	public String subject() {
		return "the quota of Elastic IP addresses";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		if (!plan.value(WANTED).equals("true") || plan.keeps(WANTED)) {
			return List.of();
		}
		FixedAddresses addresses = this.allowances.fixedAddresses(plan.place());
		if (!addresses.exhausted()) {
			return List.of();
		}
		return List.of(Finding
			.stops(Plan.field(WANTED),
					"The account may have %d Elastic IP addresses in %s and has %d, so there is none for the manager."
						.formatted(addresses.quota(), plan.place().region(), addresses.used()))
			.mend("Release an address that nobody uses, ask AWS for a higher quota, or choose no Elastic IP.")
			.linked("The Elastic IP addresses in the AWS console",
					ConsoleLinks.page(plan.place().region(), "ec2/home?region={region}#Addresses:")));
	}

}
