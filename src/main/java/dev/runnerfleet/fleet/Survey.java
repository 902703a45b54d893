package dev.runnerfleet.fleet;

import java.util.List;

import dev.runnerfleet.network.Subnet;

/**
 * What the account has for a launch or a change.
 *
 * @param subnets the VPC's subnets
 */
record Survey(List<Subnet> subnets) {

}
