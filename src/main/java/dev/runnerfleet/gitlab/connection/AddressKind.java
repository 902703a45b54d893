package dev.runnerfleet.gitlab.connection;

import java.net.InetAddress;
import java.util.Arrays;

import org.springframework.boot.http.client.InetAddressFilter;

/**
 * The kinds of addresses that are no public host's, by their IANA registries, beyond what
 * Spring Boot counts as special. The order matters: the first match names an address.
 */
enum AddressKind {

	METADATA("a cloud's metadata service", false, "169.254.169.254", "169.254.169.253", "169.254.170.2",
			"169.254.169.123", "fd00:ec2::/32", "100.100.100.200", "168.63.129.16", "fd20:ce::/32"),
	LINK_LOCAL("a link-local address", false, "169.254.0.0/16", "fe80::/10"),
	UNSPECIFIED("an address that means any host", false, "0.0.0.0/8", "::/128"),
	BROADCAST("a broadcast address", false, "255.255.255.255"),
	MULTICAST("a multicast address", false, "224.0.0.0/4", "ff00::/8"),
	LOOPBACK("the portal's own machine", true, "127.0.0.0/8", "::1/128"),
	PRIVATE("a private network", true, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7",
			"fec0::/10"),
	TRANSLATED("an address that wraps another one", false, "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16",
			"2001::/32"),
	RESERVED("a reserved address", true, "3fff::/20") {

		@Override
		boolean holds(InetAddress address) {
			return super.holds(address) || !InetAddressFilter.externalAddresses().matches(address)
					|| (address.getAddress().length == 16 && !GLOBAL_UNICAST.matches(address));
		}

	};

	private static final InetAddressFilter GLOBAL_UNICAST = InetAddressFilter.of("2000::/3");

	private static final InetAddressFilter PUBLIC = InetAddressFilter
		.adapt((address) -> Arrays.stream(values()).noneMatch((kind) -> kind.holds(address)));

	private final String title;

	private final boolean canBeAllowed;

	private final InetAddressFilter filter;

	AddressKind(String title, boolean canBeAllowed, String... ranges) {
		this.title = title;
		this.canBeAllowed = canBeAllowed;
		this.filter = InetAddressFilter.of(ranges);
	}

	/** The addresses that belong to none of these kinds. */
	static InetAddressFilter publicAddresses() {
		return PUBLIC;
	}

	/** The addresses that no setting opens. */
	static InetAddressFilter neverAllowed() {
		return PUBLIC.negate().and(InetAddressFilter.adapt((address) -> !of(address).canBeAllowed));
	}

	/** Names the kind of an address that is not a public one. */
	static AddressKind of(InetAddress address) {
		return Arrays.stream(values()).filter((kind) -> kind.holds(address)).findFirst().orElse(RESERVED);
	}

	boolean holds(InetAddress address) {
		return this.filter.matches(address);
	}

	String title() {
		return this.title;
	}

	boolean canBeAllowed() {
		return this.canBeAllowed;
	}

}
