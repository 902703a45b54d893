package dev.runnerfleet.fleet.form;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.PageReads.Pending;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.network.InstanceType;
import dev.runnerfleet.network.MachineImage;
import dev.runnerfleet.network.Machinery;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.network.Subnet;

import org.springframework.stereotype.Component;

/**
 * Asks AWS all that a launch or a change has to be held against, at the same time and no
 * longer than a person waits after having asked for it.
 */
@Component
class AccountSurveyor {

	private final Network network;

	private final Machinery machinery;

	private final PageReads reads;

	AccountSurveyor(Network network, Machinery machinery, PageReads reads) {
		this.network = network;
		this.machinery = machinery;
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

	private AccountSurvey asked(Place place, Map<String, String> values) {
		String vpcId = values.getOrDefault("VpcId", "");
		boolean keyPair = !values.getOrDefault("ManagerKeyPair", "").isEmpty();
		Pending<List<Subnet>> subnets = this.reads.begin(place, "subnets of " + vpcId,
				() -> this.network.subnets(place, vpcId));
		Pending<List<String>> keyPairs = this.reads.begin(place, keyPair ? "key pairs" : "no key pairs",
				() -> keyPair ? this.network.keyPairs(place) : List.of());
		List<String> names = types(values);
		Pending<Map<String, InstanceType>> types = this.reads.begin(place, "types " + names,
				() -> this.machinery.instanceTypes(place, names));
		Map<MachineRole, Pending<Optional<MachineImage>>> images = images(place, values);
		List<Subnet> found = subnets.beforeSending().orThrow();
		Map<MachineRole, Reading<Optional<MachineImage>>> told = new EnumMap<>(MachineRole.class);
		images.forEach((role, image) -> told.put(role, image.inTime()));
		return new AccountSurvey(found, keyPairs.inTime(), types.inTime(), told);
	}

	private Map<MachineRole, Pending<Optional<MachineImage>>> images(Place place, Map<String, String> values) {
		Map<MachineRole, Pending<Optional<MachineImage>>> images = new EnumMap<>(MachineRole.class);
		for (MachineRole role : MachineRole.values()) {
			String id = values.getOrDefault(role.ownImage(), "");
			if (!id.isEmpty()) {
				images.put(role, this.reads.begin(place, "image " + id, () -> this.machinery.image(place, id)));
			}
		}
		return images;
	}

	private static List<String> types(Map<String, String> values) {
		return Arrays.stream(MachineRole.values())
			.flatMap((role) -> role.types().stream())
			.map((parameter) -> values.getOrDefault(parameter, ""))
			.filter((name) -> !name.isEmpty())
			.distinct()
			.toList();
	}

}
