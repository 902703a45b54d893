package dev.runnerfleet.fleet.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.PageReads.Pending;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.network.Subnet;

import org.springframework.stereotype.Component;

/**
 * Asks AWS whether a launch or a change names what is there, at the same time and no
 * longer than a person waits after having asked for it.
 */
@Component
class AccountSurveyor {

	private final Network network;

	private final PageReads reads;

	AccountSurveyor(Network network, PageReads reads) {
		this.network = network;
		this.reads = reads;
	}

	/**
	 * Asks what the account has.
	 * @param region where it is to be, which may be anything
	 * @param values every plain parameter by name
	 * @return what it has, empty if it has no such region
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS does not tell which regions and
	 * subnets there are
	 */
	Optional<AccountSurvey> of(String region, Map<String, String> values) {
		List<String> regions = this.reads
			.begin(Place.in(this.network.defaultRegion()), "regions", this.network::regions)
			.beforeSending()
			.orThrow();
		return regions.contains(region) ? Optional.of(asked(Place.in(region), values)) : Optional.empty();
	}

	/** Why the account does not have a region. */
	String noRegion(String region) {
		boolean disabled = this.reads
			.begin(Place.in(this.network.defaultRegion()), "disabled " + region, () -> this.network.isDisabled(region))
			.inTime()
			.orElse(false);
		return disabled
				? "The region %s is not enabled for the account. Enable it in the AWS console under Account, AWS Regions, which takes some minutes, or choose another one."
					.formatted(region)
				: "The account has no such region.";
	}

	private AccountSurvey asked(Place place, Map<String, String> values) {
		String vpcId = values.getOrDefault("VpcId", "");
		boolean keyPair = !values.getOrDefault("ManagerKeyPair", "").isEmpty();
		Pending<List<Subnet>> subnets = this.reads.begin(place, "subnets of " + vpcId,
				() -> vpcId.isEmpty() ? List.of() : this.network.subnets(place, vpcId));
		Pending<List<String>> keyPairs = this.reads.begin(place, keyPair ? "key pairs" : "no key pairs",
				() -> keyPair ? this.network.keyPairs(place) : List.of());
		List<Subnet> found = subnets.beforeSending().orThrow();
		return new AccountSurvey(found, keyPairs.inTime());
	}

}
