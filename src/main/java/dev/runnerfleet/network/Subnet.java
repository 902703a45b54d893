package dev.runnerfleet.network;

/**
 * A subnet and the way that leads out of it.
 *
 * @param id such as {@code subnet-0a1b2c3d}
 * @param vpcId the VPC it belongs to
 * @param name its {@code Name} tag, blank if it has none
 * @param zone its availability zone
 * @param cidr its address range
 * @param egress where its default route leads
 * @param givesAddresses whether its machines get public addresses of themselves
 * @param freeAddresses how many more machines it has addresses for
 */
public record Subnet(String id, String vpcId, String name, String zone, String cidr, Egress egress,
		boolean givesAddresses, int freeAddresses) {

	/** Where a subnet's default route leads. */
	public enum Egress {

		/** To an internet gateway. */
		PUBLIC("public"),
		/** Somewhere that can reach the internet, such as a NAT gateway. */
		PRIVATE("private"),
		/** Nowhere. */
		NONE("no route to the internet"),
		/** To the internet by IPv6 alone. */
		IPV6("only IPv6 leads out"),
		/** To a gateway that is not there any more. */
		BLACKHOLE("its route leads nowhere"),
		/** AWS shows no route table, which every VPC has. */
		UNKNOWN("way out unknown");

		private final String words;

		Egress(String words) {
			this.words = words;
		}

		/** The words that people see. */
		public String words() {
			return this.words;
		}

	}

	/** What people call it, with its id. */
	public String label() {
		return this.name.isEmpty() ? this.id : this.name + " (" + this.id + ")";
	}

	/** Whether machines there, which have IPv4 addresses, surely reach nobody. */
	public boolean isClosed() {
		return switch (this.egress) {
			case NONE, IPV6, BLACKHOLE -> true;
			case PUBLIC, PRIVATE, UNKNOWN -> false;
		};
	}

	public boolean isPublic() {
		return this.egress == Egress.PUBLIC;
	}

}
