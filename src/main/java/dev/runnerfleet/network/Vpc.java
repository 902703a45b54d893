package dev.runnerfleet.network;

/**
 * A virtual private cloud.
 *
 * @param id such as {@code vpc-0a1b2c3d}
 * @param name its {@code Name} tag, blank if it has none
 * @param cidr its address range
 * @param isDefault whether it is the region's default one
 */
public record Vpc(String id, String name, String cidr, boolean isDefault) {

}
