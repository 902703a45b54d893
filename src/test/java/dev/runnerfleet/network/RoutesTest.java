package dev.runnerfleet.network;

import java.util.List;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

import static org.assertj.core.api.Assertions.assertThat;

class RoutesTest {

	private static final Route LOCAL = Route.builder()
		.destinationCidrBlock("10.0.0.0/16")
		.gatewayId("local")
		.state("active")
		.build();

	private static final Route INTERNET = everywhere().gatewayId("igw-1").build();

	private static final Route NAT = everywhere().natGatewayId("nat-1").build();

	@Test
	void anInternetGatewayMakesASubnetPublic() {
		assertThat(egress(table("subnet-1", LOCAL, INTERNET))).isEqualTo(Subnet.Egress.PUBLIC);
	}

	@Test
	void anotherWayOutMakesItPrivate() {
		assertThat(egress(table("subnet-1", LOCAL, NAT))).isEqualTo(Subnet.Egress.PRIVATE);
		assertThat(egress(table("subnet-1", everywhere().transitGatewayId("tgw-1").build())))
			.isEqualTo(Subnet.Egress.PRIVATE);
	}

	@Test
	void aGatewayThatIsGoneLeadsNowhere() {
		assertThat(egress(table("subnet-1", everywhere().natGatewayId("nat-1").state("blackhole").build())))
			.isEqualTo(Subnet.Egress.BLACKHOLE);
		assertThat(egress(table("subnet-1", LOCAL, everywhere().gatewayId("igw-1").state("blackhole").build())))
			.isEqualTo(Subnet.Egress.BLACKHOLE);
		assertThat(egress(table("subnet-1", nat("0.0.0.0/1"),
				everywhere().destinationCidrBlock("128.0.0.0/1").natGatewayId("nat-2").state("blackhole").build())))
			.isEqualTo(Subnet.Egress.BLACKHOLE);
		assertThat(egress(table("subnet-1", INTERNET,
				everywhere().destinationCidrBlock("10.0.0.0/8").natGatewayId("nat-1").state("blackhole").build())))
			.as("another way is there")
			.isEqualTo(Subnet.Egress.PUBLIC);
	}

	@Test
	void ipv6AloneIsNoWayOutForWhatHasIpv4Addresses() {
		Route six = Route.builder().destinationIpv6CidrBlock("::/0").egressOnlyInternetGatewayId("eigw-1").build();
		assertThat(egress(table("subnet-1", LOCAL, six))).isEqualTo(Subnet.Egress.IPV6);
		assertThat(
				egress(table("subnet-1", Route.builder().destinationIpv6CidrBlock("::/0").gatewayId("igw-1").build())))
			.isEqualTo(Subnet.Egress.IPV6);
		assertThat(egress(table("subnet-1", LOCAL, six, NAT))).isEqualTo(Subnet.Egress.PRIVATE);
		assertThat(egress(table("subnet-1", six.toBuilder().state("blackhole").build()))).isEqualTo(Subnet.Egress.NONE);
	}

	@Test
	void theMainTableCountsWhereThereIsNoOther() {
		assertThat(egress(main(INTERNET), table("subnet-2", LOCAL))).isEqualTo(Subnet.Egress.PUBLIC);
		assertThat(egress(main(INTERNET), table("subnet-1", LOCAL))).isEqualTo(Subnet.Egress.NONE);
	}

	@Test
	void withoutTablesTheWayOutIsNotKnown() {
		assertThat(egress()).isEqualTo(Subnet.Egress.UNKNOWN);
		assertThat(egress(table("subnet-2", INTERNET))).isEqualTo(Subnet.Egress.UNKNOWN);
	}

	@Test
	void aDefaultRouteMayComeInPieces() {
		assertThat(egress(table("subnet-1", LOCAL, igw("0.0.0.0/1"), igw("128.0.0.0/1"))))
			.isEqualTo(Subnet.Egress.PUBLIC);
		assertThat(
				egress(table("subnet-1", nat("128.0.0.0/2"), nat("0.0.0.0/2"), nat("192.0.0.0/2"), nat("64.0.0.0/2"))))
			.isEqualTo(Subnet.Egress.PRIVATE);
		assertThat(egress(table("subnet-1", nat("0.0.0.0/1"), igw("128.0.0.0/1")))).isEqualTo(Subnet.Egress.PRIVATE);
		assertThat(egress(table("subnet-1", LOCAL, igw("0.0.0.0/1")))).isEqualTo(Subnet.Egress.NONE);
		assertThat(egress(table("subnet-1", igw("0.0.0.0/1"), igw("128.0.0.0/2")))).isEqualTo(Subnet.Egress.NONE);
	}

	@Test
	void piecesNeedNotHoldWhatIsNotPublic() {
		Route[] aroundTen = { igw("1.0.0.0/8"), igw("2.0.0.0/7"), igw("4.0.0.0/6"), igw("8.0.0.0/7"), igw("11.0.0.0/8"),
				igw("12.0.0.0/6"), igw("16.0.0.0/4"), igw("32.0.0.0/3"), igw("64.0.0.0/2"), igw("128.0.0.0/2"),
				igw("192.0.0.0/3") };
		assertThat(egress(table("subnet-1", aroundTen))).isEqualTo(Subnet.Egress.PUBLIC);
	}

	@Test
	void aRouteToACompanysNetworkIsNoWayOut() {
		assertThat(egress(table("subnet-1",
				Route.builder().destinationCidrBlock("10.0.0.0/8").transitGatewayId("tgw-1").build())))
			.isEqualTo(Subnet.Egress.NONE);
	}

	@Test
	void whateverPassesThingsOnIsAWayOut() {
		for (Route route : List.of(everywhere().instanceId("i-1").build(),
				everywhere().networkInterfaceId("eni-1").build(), everywhere().gatewayId("vgw-1").build(),
				everywhere().gatewayId("vpce-firewall").build(), everywhere().localGatewayId("lgw-1").build(),
				everywhere().carrierGatewayId("cagw-1").build(), everywhere().coreNetworkArn("arn:aws:core").build(),
				Route.builder().destinationPrefixListId("pl-1").natGatewayId("nat-1").build())) {
			assertThat(egress(table("subnet-1", LOCAL, route))).as("%s", route).isEqualTo(Subnet.Egress.PRIVATE);
		}
	}

	@Test
	void whatPassesNothingOnIsNone() {
		for (Route route : List.of(everywhere().vpcPeeringConnectionId("pcx-1").build(),
				everywhere().gatewayId("local").build(),
				Route.builder().destinationPrefixListId("pl-s3").gatewayId("vpce-1").build())) {
			assertThat(egress(table("subnet-1", LOCAL, route))).as("%s", route).isEqualTo(Subnet.Egress.NONE);
		}
	}

	private static Subnet.Egress egress(RouteTable... tables) {
		return new Routes(List.of(tables)).egress("subnet-1");
	}

	private static Route igw(String destination) {
		return Route.builder().destinationCidrBlock(destination).gatewayId("igw-1").build();
	}

	private static Route nat(String destination) {
		return Route.builder().destinationCidrBlock(destination).natGatewayId("nat-1").build();
	}

	private static Route.Builder everywhere() {
		return Route.builder().destinationCidrBlock("0.0.0.0/0").state("active");
	}

	private static RouteTable table(String subnetId, Route... routes) {
		return RouteTable.builder().routes(routes).associations((link) -> link.main(false).subnetId(subnetId)).build();
	}

	private static RouteTable main(Route... routes) {
		return RouteTable.builder().routes(routes).associations((link) -> link.main(true)).build();
	}

}
