package dev.runnerfleet.fleet.form;

import java.util.List;
import java.util.Optional;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.PageReads.Pending;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.CollectedReads;
import dev.runnerfleet.fleet.form.AccountOptions.Placement;
import dev.runnerfleet.network.AwsAccount;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.network.Vpc;
import dev.runnerfleet.web.Option;

import org.springframework.stereotype.Component;

/**
 * Asks what the account has, all at the same time, and puts it into words to choose by.
 * What is missing leaves the rest as it is, and whatever was chosen stays chosen.
 */
@Component
class AccountChoices {

	private static final String VPC = "VpcId";

	private static final String KEY_PAIR = "ManagerKeyPair";

	/** The blueprint that starts workers in the first subnet only. */
	private static final String MACHINES = "docker-machine";

	private final Network network;

	private final PageReads reads;

	AccountChoices(Network network, PageReads reads) {
		this.network = network;
		this.reads = reads;
	}

	/** What has come at once; the rest is pending. */
	AccountOptions atOnce(LaunchForm form) {
		return of(form, new CollectedReads(true));
	}

	/** What comes within the time that somebody waits for a page. */
	AccountOptions inTime(LaunchForm form) {
		return of(form, new CollectedReads(false));
	}

	private AccountOptions of(LaunchForm form, CollectedReads gathering) {
		String home;
		try {
			home = this.network.defaultRegion();
		}
		catch (AwsFailure ex) {
			gathering.missing(ex);
			return none(form, List.of(), gathering);
		}
		String region = form.region().isEmpty() ? home : form.region();
		Pending<List<String>> regions = this.reads.begin(Place.in(home), "regions", this.network::regions);
		if (!region.equals(home)) {
			List<String> known = gathering.take(regions, List.of());
			if (!known.contains(region)) {
				return none(form, known, gathering);
			}
		}
		return asked(form, Place.in(region), regions, gathering);
	}

	/** A region's code becomes part of a host's name, so only known ones come here. */
	private AccountOptions asked(LaunchForm form, Place place, Pending<List<String>> regions,
			CollectedReads gathering) {
		Pending<List<Vpc>> vpcs = this.reads.begin(place, "choice of VPCs", () -> this.network.vpcs(place));
		Pending<List<Option>> keyPairs = this.reads.begin(place, "choice of key pairs",
				() -> this.network.keyPairs(place).stream().map((name) -> Option.of(name, name)).toList());
		Pending<Optional<AwsAccount>> account = this.reads.begin(place, "account",
				() -> Optional.of(this.network.account(place)));
		String chosen = chosen(form, VPC);
		String vpcId = chosen.isEmpty() ? Placement.usual(gathering.take(vpcs, List.of())) : chosen;
		Pending<Optional<List<Subnet>>> subnets = this.reads.begin(place, "choice of subnets of " + vpcId,
				() -> Optional.of(vpcId.isEmpty() ? List.of() : this.network.subnets(place, vpcId)));
		List<Vpc> there = gathering.take(vpcs, List.of());
		Optional<List<Subnet>> found = gathering.take(subnets, Optional.empty());
		return new AccountOptions(gathering.take(keyPairs, kept(List.of(chosen(form, KEY_PAIR)))),
				there.isEmpty() ? kept(List.of(vpcId)) : there.stream().map(AccountChoices::option).toList(),
				found.map((all) -> options(all, false)).orElseGet(() -> kept(form.subnetIds())),
				found.map((all) -> options(all, true)).orElse(List.of()),
				gathering.take(regions, List.of(place.region())),
				gathering.take(account, Optional.empty()).orElse(null), gathering.pending(), gathering.troubles(),
				found.map((all) -> Placement.of(vpcId, all, form.subnetIds(), form.blueprint().equals(MACHINES)))
					.orElseGet(() -> new Placement(vpcId, form.subnetIds(), "")));
	}

	private static List<Option> options(List<Subnet> subnets, boolean closed) {
		return subnets.stream().filter((subnet) -> subnet.isClosed() == closed).map(AccountChoices::option).toList();
	}

	private static AccountOptions none(LaunchForm form, List<String> regions, CollectedReads gathering) {
		return new AccountOptions(kept(List.of(chosen(form, KEY_PAIR))), kept(List.of(chosen(form, VPC))),
				kept(form.subnetIds()), List.of(), regions, null, gathering.pending(), gathering.troubles(),
				Placement.NONE);
	}

	private static String chosen(LaunchForm form, String parameter) {
		return form.parameters().getOrDefault(parameter, "");
	}

	/** What was chosen, in place of the list that it was chosen from. */
	private static List<Option> kept(List<String> values) {
		return values.stream().filter((value) -> !value.isEmpty()).map((value) -> Option.of(value, value)).toList();
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
