package dev.runnerfleet.fleet.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.network.InstanceType;
import dev.runnerfleet.network.MachineImage;
import dev.runnerfleet.network.Subnet;

/**
 * What the account has for a launch or a change.
 *
 * @param subnets the VPC's subnets
 * @param keyPairs the region's key pairs; told as none where the manager takes none
 * @param types the instance types that were named and exist, by name
 * @param images own images by whom they are for, where there are such
 */
record AccountSurvey(List<Subnet> subnets, Reading<List<String>> keyPairs, Reading<Map<String, InstanceType>> types,
		Map<MachineRole, Reading<Optional<MachineImage>>> images) {

	/** The own image for a role, told as none where there is no such. */
	Reading<Optional<MachineImage>> image(MachineRole role) {
		return this.images.getOrDefault(role, new Reading.Told<>(Optional.empty()));
	}

}
