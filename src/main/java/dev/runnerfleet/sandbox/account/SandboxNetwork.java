package dev.runnerfleet.sandbox.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * What exists in a region to choose from: a VPC where launches go well, and one for each
 * thing that is wrong with a network.
 */
public final class SandboxNetwork {

	/** The regions there are, the default one first. */
	public static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "eu-north-1", "us-east-1",
			"us-west-2", "ap-southeast-2");

	/** The region that an account may have switched off. */
	public static final String OPT_IN_REGION = "ap-southeast-2";

	private static final String CLOSED = "closed";

	private static final String MUTE = "mute";

	private static final Map<String, SandboxNetwork> NETWORKS = new ConcurrentHashMap<>();

	private final String region;

	private final List<Vpc> vpcs = new ArrayList<>();

	private final List<Subnet> subnets = new ArrayList<>();

	private final List<RouteTable> routeTables = new ArrayList<>();

	private SandboxNetwork(String region) {
		this.region = region;
		NetworkBuilder healthy = vpc("production", "10.0.0.0/16");
		for (String zone : zones()) {
			healthy.subnet(this.subnets, "production public", zone, true);
			healthy.subnet(this.subnets, "production private", zone, false);
		}
		this.routeTables.addAll(healthy.routeTables(this.subnets));
		NetworkBuilder noRoute = vpc("isolated (no route to the internet)", "10.1.0.0/16");
		noRoute.subnet(this.subnets, "isolated", zones().get(0), false);
		noRoute.subnet(this.subnets, "isolated", zones().get(1), false);
		this.routeTables.add(noRoute.mainRouteTable());
		NetworkBuilder crowded = vpc("crowded (one zone has no capacity)", "10.2.0.0/16");
		crowded.subnet(this.subnets, "no capacity", zones().get(0), true);
		crowded.subnet(this.subnets, "crowded public", zones().get(1), true);
		this.routeTables.addAll(crowded.routeTables(this.subnets));
		NetworkBuilder full = vpc("full (no free address)", "10.3.0.0/16");
		full.subnet(this.subnets, "full", zones().get(0), true, 0);
		full.subnet(this.subnets, "one address left", zones().get(1), true, 1);
		this.routeTables.addAll(full.routeTables(this.subnets));
		NetworkBuilder closed = vpc(CLOSED + " (network ACL)", "10.4.0.0/16");
		closed.subnet(this.subnets, CLOSED, zones().get(0), true);
		this.routeTables.addAll(closed.routeTables(this.subnets));
		NetworkBuilder mute = vpc(MUTE + " (no DNS)", "10.5.0.0/16");
		mute.subnet(this.subnets, MUTE, zones().get(0), true);
		this.routeTables.addAll(mute.routeTables(this.subnets));
		NetworkBuilder addressless = vpc("addressless (no public addresses)", "10.6.0.0/16");
		addressless.subnet(this.subnets, "addressless", zones().get(0), false);
		this.routeTables.addAll(addressless.openRouteTables(this.subnets));
		NetworkBuilder old = vpc("old (a zone of old machines)", "10.7.0.0/16");
		old.subnet(this.subnets, "old", region + "d", true);
		this.routeTables.addAll(old.routeTables(this.subnets));
	}

	/** Whether a zone has old machines only. */
	static boolean isOld(String zone) {
		return zone.endsWith("d");
	}

	public static SandboxNetwork of(String region) {
		return NETWORKS.computeIfAbsent(region, SandboxNetwork::new);
	}

	public String region() {
		return this.region;
	}

	public List<String> zones() {
		return List.of(this.region + "a", this.region + "b", this.region + "c");
	}

	public List<Vpc> vpcs() {
		return this.vpcs;
	}

	public List<Subnet> subnets() {
		return this.subnets;
	}

	public List<RouteTable> routeTables() {
		return this.routeTables;
	}

	/** The network ACL of a VPC: it has one for all of its subnets. */
	public NetworkAcl acl(Vpc vpc) {
		String id = Ids.ec2("acl", vpc.vpcId());
		String answer = isOpen(vpc.vpcId()) ? "allow" : "deny";
		return NetworkAcl.builder()
			.networkAclId(id)
			.vpcId(vpc.vpcId())
			.isDefault(true)
			.entries(entry(100, true, answer), entry(32767, true, "deny"), entry(100, false, answer),
					entry(32767, false, "deny"))
			.associations(this.subnets.stream()
				.filter((subnet) -> subnet.vpcId().equals(vpc.vpcId()))
				.map((subnet) -> NetworkAclAssociation.builder()
					.networkAclAssociationId(Ids.ec2("aclassoc", id, subnet.subnetId()))
					.networkAclId(id)
					.subnetId(subnet.subnetId())
					.build())
				.toList())
			.build();
	}

	private static NetworkAclEntry entry(int number, boolean egress, String action) {
		return NetworkAclEntry.builder()
			.ruleNumber(number)
			.egress(egress)
			.protocol("-1")
			.cidrBlock("0.0.0.0/0")
			.ruleAction(action)
			.build();
	}

	public List<KeyPairInfo> keyPairs() {
		return List.of("fleet-admin", "laptop-ed25519")
			.stream()
			.map((name) -> KeyPairInfo.builder()
				.keyName(name)
				.keyPairId(Ids.ec2("key", this.region, name))
				.keyType(name.endsWith("ed25519") ? "ed25519" : "rsa")
				.build())
			.toList();
	}

	/** The subnets that a resource's properties name, in that order. */
	public List<Subnet> subnetsNamedIn(Map<String, Object> properties) {
		return TemplateValues.texts(properties)
			.flatMap((text) -> this.subnets.stream().filter((subnet) -> subnet.subnetId().equals(text)))
			.toList();
	}

	/**
	 * Whether a machine in the subnet reaches the internet.
	 * @param publicAddress whether it has an address that an internet gateway takes
	 */
	public boolean hasWayOut(Subnet subnet, boolean publicAddress) {
		return isOpen(subnet.vpcId()) && resolvesNames(subnet.vpcId())
				&& this.routeTables.stream()
					.filter((table) -> table.associations()
						.stream()
						.anyMatch((association) -> subnet.subnetId().equals(association.subnetId())))
					.flatMap((table) -> table.routes().stream())
					.filter((route) -> route.destinationCidrBlock().equals("0.0.0.0/0"))
					.anyMatch((route) -> publicAddress || route.natGatewayId() != null);
	}

	/** Whether a VPC's network ACL lets anything through. */
	public boolean isOpen(String vpcId) {
		return !isNamed(vpcId, CLOSED);
	}

	/** Whether names are resolved in a VPC. */
	public boolean resolvesNames(String vpcId) {
		return !isNamed(vpcId, MUTE);
	}

	private boolean isNamed(String vpcId, String name) {
		return this.vpcs.stream().anyMatch((vpc) -> vpc.vpcId().equals(vpcId) && name(vpc.tags()).startsWith(name));
	}

	/** Whether EC2 has machines to give in the subnet. */
	public boolean hasCapacity(Subnet subnet) {
		return !name(subnet.tags()).startsWith("no capacity");
	}

	public static String name(List<Tag> tags) {
		return tags.stream().filter((tag) -> tag.key().equals("Name")).map(Tag::value).findFirst().orElse("");
	}

	private NetworkBuilder vpc(String name, String cidr) {
		NetworkBuilder builder = new NetworkBuilder(this.region, name, cidr);
		this.vpcs.add(builder.vpc());
		return builder;
	}

}
