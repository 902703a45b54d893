package dev.runnerfleet.fleet;

import java.util.List;

import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.network.Subnet;

/**
 * What the account has for a launch or a change.
 *
 * @param subnets the VPC's subnets
 * @param keyPairs the region's key pairs; told as none where the manager takes none
 */
record Survey(List<Subnet> subnets, Reading<List<String>> keyPairs) {

}
