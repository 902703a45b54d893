package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.network.Subnet;

/**
 * What the account has of what a launch or a change names.
 *
 * @param subnets the VPC's subnets
 * @param keyPairs the region's key pairs; told as none where the manager takes none
 */
record AccountSurvey(List<Subnet> subnets, Reading<List<String>> keyPairs) {

	/**
	 * What is named and not there; of what is not named, nothing is missed.
	 * @param subnetIds the subnets that are named
	 * @param values every plain parameter by name
	 */
	List<Violation> missing(List<String> subnetIds, Map<String, String> values) {
		List<Violation> violations = new ArrayList<>();
		boolean placed = !values.getOrDefault("VpcId", "").isEmpty();
		if (placed && this.subnets.isEmpty()) {
			violations.add(new Violation("parameters[VpcId]", "This VPC is not there or has no subnets."));
		}
		else if (placed && values.containsKey("SubnetIds")
				&& !this.subnets.stream().map(Subnet::id).toList().containsAll(subnetIds)) {
			violations.add(new Violation("subnetIds", "Choose subnets of the VPC above."));
		}
		String keyPair = values.getOrDefault("ManagerKeyPair", "");
		if (!keyPair.isEmpty() && !this.keyPairs.orElse(List.of(keyPair)).contains(keyPair)) {
			violations.add(new Violation("parameters[ManagerKeyPair]", "The region has no key pair of that name."));
		}
		return violations;
	}

	/** What AWS did not tell. */
	List<Finding> unknown() {
		return this.keyPairs.failure()
			.map((failure) -> Finding.notes("", "Not checked: the key pair. %s.".formatted(failure.title()))
				.mend(failure.detail()))
			.stream()
			.toList();
	}

}
