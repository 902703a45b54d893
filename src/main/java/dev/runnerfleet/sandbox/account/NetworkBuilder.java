package dev.runnerfleet.sandbox.account;

import java.util.List;

import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Lays out one VPC of the sandbox with subnets and routes. */
final class NetworkBuilder {

	private final String region;

	private final String name;

	private final String cidr;

	private final String vpcId;

	private int subnets;

	NetworkBuilder(String region, String name, String cidr) {
		this.region = region;
		this.name = name;
		this.cidr = cidr;
		this.vpcId = Ids.ec2("vpc", region, name);
	}

	Vpc vpc() {
		return Vpc.builder()
			.vpcId(this.vpcId)
			.ownerId(SandboxAccount.ID)
			.cidrBlock(this.cidr)
			.state("available")
			.isDefault(this.name.equals("production"))
			.tags(named(this.name))
			.build();
	}

	/** Adds a subnet; a public one gives its machines public addresses. */
	void subnet(List<Subnet> target, String label, String zone, boolean isPublic) {
		subnet(target, label, zone, isPublic, 251);
	}

	/** Adds a subnet with so many free addresses. */
	void subnet(List<Subnet> target, String label, String zone, boolean isPublic, int free) {
		String subnetId = Ids.ec2("subnet", this.vpcId, label, zone);
		target.add(Subnet.builder()
			.subnetId(subnetId)
			.subnetArn("arn:aws:ec2:%s:%s:subnet/%s".formatted(this.region, SandboxAccount.ID, subnetId))
			.vpcId(this.vpcId)
			.ownerId(SandboxAccount.ID)
			.availabilityZone(zone)
			.cidrBlock(this.cidr.replace(".0.0/16", ".%d.0/24".formatted(this.subnets++)))
			.availableIpAddressCount(free)
			.mapPublicIpOnLaunch(isPublic)
			.state("available")
			.tags(named(label + " " + zone.substring(zone.length() - 1)))
			.build());
	}

	/** The main table, which lets nothing out, and one each for public and private. */
	List<RouteTable> routeTables(List<Subnet> all) {
		Route nat = Route.builder()
			.destinationCidrBlock("0.0.0.0/0")
			.natGatewayId(Ids.ec2("nat", this.vpcId))
			.state("active")
			.build();
		List<Subnet> own = own(all);
		return List.of(mainRouteTable(),
				routeTable("public", internet(), own.stream().filter(Subnet::mapPublicIpOnLaunch).toList()),
				routeTable("private", nat, own.stream().filter((subnet) -> !subnet.mapPublicIpOnLaunch()).toList()));
	}

	/**
	 * The main table, and one to the internet for every subnet, whatever its addresses.
	 */
	List<RouteTable> openRouteTables(List<Subnet> all) {
		return List.of(mainRouteTable(), routeTable("public", internet(), own(all)));
	}

	private List<Subnet> own(List<Subnet> all) {
		return all.stream().filter((subnet) -> subnet.vpcId().equals(this.vpcId)).toList();
	}

	private Route internet() {
		return Route.builder()
			.destinationCidrBlock("0.0.0.0/0")
			.gatewayId(Ids.ec2("igw", this.vpcId))
			.state("active")
			.build();
	}

	RouteTable mainRouteTable() {
		String id = Ids.ec2("rtb", this.vpcId, "main");
		return RouteTable.builder()
			.routeTableId(id)
			.vpcId(this.vpcId)
			.routes(local())
			.associations((association) -> association.main(true)
				.routeTableId(id)
				.routeTableAssociationId(Ids.ec2("rtbassoc", id)))
			.build();
	}

	private RouteTable routeTable(String label, Route wayOut, List<Subnet> subnets) {
		String id = Ids.ec2("rtb", this.vpcId, label);
		return RouteTable.builder()
			.routeTableId(id)
			.vpcId(this.vpcId)
			.routes(local(), wayOut)
			.tags(named(label))
			.associations(subnets.stream()
				.map((subnet) -> RouteTableAssociation.builder()
					.main(false)
					.routeTableId(id)
					.subnetId(subnet.subnetId())
					.routeTableAssociationId(Ids.ec2("rtbassoc", id, subnet.subnetId()))
					.build())
				.toList())
			.build();
	}

	private Route local() {
		return Route.builder().destinationCidrBlock(this.cidr).gatewayId("local").state("active").build();
	}

	private static Tag named(String name) {
		return Tag.builder().key("Name").value(name).build();
	}

}
