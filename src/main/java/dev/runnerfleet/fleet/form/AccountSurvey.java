package dev.runnerfleet.fleet.form;

import java.util.List;

import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.network.Subnet;

/**
 * What the account has of what a launch or a change names.
 *
 * @param subnets the VPC's subnets
 * @param keyPairs the region's key pairs; told as none where the manager takes none
 */
record AccountSurvey(List<Subnet> subnets, Reading<List<String>> keyPairs) {

}
