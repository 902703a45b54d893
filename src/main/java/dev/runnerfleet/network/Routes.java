package dev.runnerfleet.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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

	private static final Set<String> DEFAULTS = Set.of("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1");

	private final List<RouteTable> tables;

	Routes(List<RouteTable> tables) {
		this.tables = tables;
	}

	Subnet.Egress egress(String subnetId) {
		Optional<RouteTable> table = tableOf(subnetId);
		if (table.isEmpty()) {
			return Subnet.Egress.UNKNOWN;
		}
		List<Route> routes = table.get().routes().stream().filter((route) -> !isGone(route)).toList();
		if (reachInternet(routes, Routes::isInternetGateway)) {
			return Subnet.Egress.PUBLIC;
		}
		return reachInternet(routes, Routes::leadsOut) ? Subnet.Egress.PRIVATE : closed(table.get().routes());
	}

	/** What there is instead of a way out. */
	private static Subnet.Egress closed(List<Route> routes) {
		boolean gone = routes.stream().filter(Routes::isGone).anyMatch(Routes::isDefault);
		if (gone) {
			return Subnet.Egress.BLACKHOLE;
		}
		boolean six = routes.stream()
			.anyMatch((route) -> "::/0".equals(route.destinationIpv6CidrBlock()) && !isGone(route));
		return six ? Subnet.Egress.IPV6 : Subnet.Egress.NONE;
	}

	private static boolean isGone(Route route) {
		return "blackhole".equals(route.stateAsString());
	}

	/** One of the two halves that some split it into is as good. */
	private static boolean isDefault(Route route) {
		return DEFAULTS.contains(String.valueOf(route.destinationCidrBlock()));
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
