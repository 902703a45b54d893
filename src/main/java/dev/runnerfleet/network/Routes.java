package dev.runnerfleet.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
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
		Optional<RouteTable> table = tableOf(subnetId);
		if (table.isEmpty()) {
			return Subnet.Egress.UNKNOWN;
		}
		List<Route> routes = table.get()
			.routes()
			.stream()
			.filter((route) -> !"blackhole".equals(route.stateAsString()))
			.toList();
		if (reachInternet(routes, Routes::isInternetGateway)) {
			return Subnet.Egress.PUBLIC;
		}
		return reachInternet(routes, Routes::leadsOut) ? Subnet.Egress.PRIVATE : Subnet.Egress.NONE;
	}

	/**
	 * Whether some of the routes lead to every public address, be it as one default route
	 * or in pieces. Which addresses a prefix list holds is not told; one that leads out
	 * is taken for all of them.
	 */
	private static boolean reachInternet(List<Route> routes, Predicate<Route> way) {
		List<Route> out = routes.stream().filter(way).toList();
		boolean listed = out.stream().anyMatch((route) -> route.destinationPrefixListId() != null);
		return listed || Ipv4Ranges.of(out.stream().map(Route::destinationCidrBlock).flatMap(Stream::ofNullable))
			.coverInternet();
	}

	private static boolean isInternetGateway(Route route) {
		return startsWith(route.gatewayId(), "igw-");
	}

	/**
	 * A peering passes nothing on to the internet, an egress-only gateway takes IPv6, and
	 * an endpoint behind a prefix list is the way to one service.
	 */
	private static boolean leadsOut(Route route) {
		boolean service = startsWith(route.gatewayId(), "vpce-") && route.destinationPrefixListId() != null;
		boolean gateway = route.gatewayId() != null && !route.gatewayId().equals("local") && !service;
		return gateway || route.natGatewayId() != null || route.transitGatewayId() != null || route.instanceId() != null
				|| route.networkInterfaceId() != null || route.coreNetworkArn() != null
				|| route.localGatewayId() != null || route.carrierGatewayId() != null;
	}

	private static boolean startsWith(@Nullable String text, String prefix) {
		return text != null && text.startsWith(prefix);
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
