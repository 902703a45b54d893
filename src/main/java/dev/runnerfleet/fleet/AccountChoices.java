package dev.runnerfleet.fleet;

import java.util.List;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.network.Vpc;
import dev.runnerfleet.web.Option;

import org.springframework.stereotype.Component;

/** Asks what the account has, and puts it into words to choose by. */
@Component
class AccountChoices {

	private final Network network;

	AccountChoices(Network network) {
		this.network = network;
	}

	/** What a form can choose from, in its region and its VPC. */
	Choices of(LaunchForm form) {
		try {
			return asked(form);
		}
		catch (AwsFailure ex) {
			return Choices.none(List.of(), ex.words());
		}
	}

	private Choices asked(LaunchForm form) {
		String region = form.region().isEmpty() ? this.network.defaultRegion() : form.region();
		List<String> regions = this.network.regions();
		if (!regions.contains(region)) {
			return Choices.none(regions, null);
		}
		List<Option> vpcs = this.network.vpcs(region).stream().map(AccountChoices::option).toList();
		String vpcId = form.parameters().getOrDefault("VpcId", "");
		List<Option> subnets = vpcId.isEmpty() ? List.of()
				: this.network.subnets(region, vpcId).stream().map(AccountChoices::option).toList();
		List<Option> keyPairs = this.network.keyPairs(region).stream().map((name) -> Option.of(name, name)).toList();
		return new Choices(keyPairs, vpcs, subnets, regions, this.network.account(region), null);
	}

	private static Option option(Vpc vpc) {
		String name = vpc.name().isEmpty() ? vpc.id() : vpc.name() + " · " + vpc.id();
		return Option.of(vpc.id(), name + " · " + vpc.cidr() + (vpc.isDefault() ? " · default" : ""));
	}

	private static Option option(Subnet subnet) {
		String name = subnet.name().isEmpty() ? subnet.id() : subnet.name() + " · " + subnet.id();
		boolean addressless = subnet.isPublic() && !subnet.givesAddresses();
		return new Option(subnet.id(), name,
				subnet.zone() + " · " + subnet.egress().words() + (addressless ? ", gives no public addresses" : ""));
	}

}
