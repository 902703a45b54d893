package dev.runnerfleet.fleet.form;

import java.util.List;

import dev.runnerfleet.network.AwsAccount;
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
 * @param pending whether some of it has not come yet and is worth asking for again
 * @param troubles why some of it is missing, each in a sentence or two
 */
record AccountOptions(List<Option> keyPairs, List<Option> vpcs, List<Option> subnets, List<String> regions,
		@Nullable AwsAccount account, boolean pending, List<String> troubles) {

}
