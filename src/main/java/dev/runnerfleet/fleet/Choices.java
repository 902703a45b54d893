package dev.runnerfleet.fleet;

import java.util.List;

import dev.runnerfleet.network.Account;
import dev.runnerfleet.web.Option;
import org.jspecify.annotations.Nullable;

/**
 * What an account has for a form to choose from.
 *
 * @param keyPairs the region's key pairs
 * @param vpcs the region's VPCs
 * @param subnets the chosen VPC's subnets
 * @param regions the account's regions
 * @param account the account, {@code null} if AWS did not say
 * @param trouble why there is nothing to choose from, {@code null} if there is
 */
record Choices(List<Option> keyPairs, List<Option> vpcs, List<Option> subnets, List<String> regions,
		@Nullable Account account, @Nullable String trouble) {

	static Choices none(List<String> regions, @Nullable String trouble) {
		return new Choices(List.of(), List.of(), List.of(), regions, null, trouble);
	}

}
