package dev.runnerfleet.fleet.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.network.AwsAccount;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.network.Vpc;
import dev.runnerfleet.web.Option;
import org.jspecify.annotations.Nullable;

/**
 * What an account has for a form to choose from.
 *
 * @param keyPairs the region's key pairs
 * @param vpcs the region's VPCs
 * @param subnets the chosen VPC's subnets that have a way out, or may have one
 * @param closed those that have none
 * @param regions the account's regions
 * @param account the account, {@code null} if AWS did not say
 * @param pending whether some of it has not come yet and is worth asking for again
 * @param troubles why some of it is missing, each in a sentence or two
 * @param placement where machines go that nobody placed
 */
record AccountOptions(List<Option> keyPairs, List<Option> vpcs, List<Option> subnets, List<Option> closed,
		List<String> regions, @Nullable AwsAccount account, boolean pending, List<String> troubles,
		Placement placement) {

	/**
	 * Where machines go.
	 *
	 * @param vpcId the VPC, blank where somebody has to choose it
	 * @param subnetIds subnets of it, the manager's first
	 * @param words the same for people, blank where there is nothing to tell
	 */
	record Placement(String vpcId, List<String> subnetIds, String words) {

		static final Placement NONE = new Placement("", List.of(), "");

		private static final List<String> NUMBERS = List.of("no zone", "one zone", "two zones", "three zones",
				"four zones", "five zones", "six zones");

		/**
		 * The VPC that is meant where nobody chose one: the default one, or the only one.
		 */
		static String usual(List<Vpc> vpcs) {
			List<Vpc> usual = (vpcs.size() == 1) ? vpcs : vpcs.stream().filter(Vpc::isDefault).toList();
			return (usual.size() == 1) ? usual.get(0).id() : "";
		}

		/**
		 * The subnets that were chosen, or, where none of this VPC was, one with a way
		 * out for each zone.
		 * @param one whether machines start in one zone only
		 */
		static Placement of(String vpcId, List<Subnet> subnets, List<String> chosen, boolean one) {
			List<Subnet> kept = subnets.stream().filter((subnet) -> chosen.contains(subnet.id())).toList();
			List<Subnet> all = kept.isEmpty() ? perZone(subnets) : kept;
			List<Subnet> used = one ? all.stream().limit(1).toList() : all;
			return new Placement(vpcId, (kept.isEmpty() ? used : all).stream().map(Subnet::id).toList(), words(used));
		}

		/** Private ones where they reach as many zones: nobody calls their machines. */
		private static List<Subnet> perZone(List<Subnet> subnets) {
			Map<String, Subnet> hidden = new LinkedHashMap<>();
			Map<String, Subnet> open = new LinkedHashMap<>();
			for (Subnet subnet : subnets) {
				if (subnet.egress() == Subnet.Egress.PRIVATE) {
					hidden.putIfAbsent(subnet.zone(), subnet);
				}
				else if (subnet.isPublic() && subnet.givesAddresses()) {
					open.putIfAbsent(subnet.zone(), subnet);
				}
			}
			return List.copyOf(((hidden.size() >= open.size()) ? hidden : open).values());
		}

		private static String words(List<Subnet> subnets) {
			if (subnets.isEmpty()) {
				return "";
			}
			int zones = (int) subnets.stream().map(Subnet::zone).distinct().count();
			String way = subnets.stream().allMatch((subnet) -> subnet.egress() == Subnet.Egress.PRIVATE)
					? "private, through NAT" : subnets.stream().allMatch(Subnet::isPublic)
							? "public, each machine with an address of its own" : "some of them public";
			boolean closed = subnets.stream().anyMatch((subnet) -> subnet.isClosed());
			return "Workers in %s, %s".formatted((zones < NUMBERS.size()) ? NUMBERS.get(zones) : zones + " zones",
					closed ? "without a way out" : way);
		}

	}

}
