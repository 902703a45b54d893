package dev.runnerfleet.network;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ranges of IPv4 addresses, to find out whether routes in pieces are a default route.
 *
 * @param ranges in any order, may overlap
 */
record Ipv4Ranges(List<Range> ranges) {

	private static final long ALL = 1L << 32;

	/** Where nobody on the internet is: own, private, link-local, shared, multicast. */
	private static final List<String> NOT_PUBLIC = List.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
			"169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3");

	/** Ranges in the notation {@code 10.0.0.0/8}, as AWS writes them. */
	static Ipv4Ranges of(Stream<String> cidrs) {
		return new Ipv4Ranges(cidrs.map(Range::of).toList());
	}

	/** Whether every address that somebody on the internet can have is in one of them. */
	boolean coverInternet() {
		List<Range> sorted = Stream.concat(this.ranges.stream(), NOT_PUBLIC.stream().map(Range::of))
			.sorted(Comparator.comparingLong(Range::first))
			.toList();
		long covered = 0;
		for (Range range : sorted) {
			if (range.first() > covered) {
				return false;
			}
			covered = Math.max(covered, range.end());
		}
		return covered == ALL;
	}

	/**
	 * A range.
	 *
	 * @param first the first address
	 * @param end the one after the last
	 */
	record Range(long first, long end) {

		private static Range of(String cidr) {
			int slash = cidr.indexOf('/');
			long address = 0;
			for (String part : cidr.substring(0, slash).split("\\.")) {
				address = (address << 8) + Integer.parseInt(part);
			}
			return new Range(address, address + (ALL >> Integer.parseInt(cidr.substring(slash + 1))));
		}

	}

}
