package dev.runnerfleet.network;

import java.util.List;
import java.util.Optional;

import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * Tells the way out of a subnet: by the route table associated with it, else by the VPC's
 * main one.
 */
class Routes {

	private final List<RouteTable> tables;

	Routes(List<RouteTable> tables) {
		this.tables = tables;
	}

	Subnet.Egress egress(String subnetId) {
		Optional<Route> way = tableOf(subnetId).stream()
			.flatMap((table) -> table.routes().stream())
			.filter((route) -> "0.0.0.0/0".equals(route.destinationCidrBlock()))
			.filter((route) -> !"blackhole".equals(route.stateAsString()))
			.findFirst();
		if (way.isEmpty()) {
			return Subnet.Egress.NONE;
		}
		String gateway = way.get().gatewayId();
		return (gateway != null && gateway.startsWith("igw-")) ? Subnet.Egress.PUBLIC : Subnet.Egress.PRIVATE;
	}

	private Optional<RouteTable> tableOf(String subnetId) {
		Optional<RouteTable> own = this.tables.stream()
			.filter((table) -> table.associations().stream().anyMatch((link) -> subnetId.equals(link.subnetId())))
			.findFirst();
		return own.isPresent() ? own : this.tables.stream()
			.filter((table) -> table.associations().stream().anyMatch((link) -> Boolean.TRUE.equals(link.main())))
			.findFirst();
	}

}
