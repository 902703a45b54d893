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
			.isEqualTo(Subnet.Egress.NONE);
	}

	@Test
	void theMainTableCountsWhereThereIsNoOther() {
		assertThat(egress(main(INTERNET), table("subnet-2", LOCAL))).isEqualTo(Subnet.Egress.PUBLIC);
		assertThat(egress(main(INTERNET), table("subnet-1", LOCAL))).isEqualTo(Subnet.Egress.NONE);
	}

	@Test
	void withoutTablesThereIsNoWayOut() {
		assertThat(egress()).isEqualTo(Subnet.Egress.NONE);
	}

	private static Subnet.Egress egress(RouteTable... tables) {
		return new Routes(List.of(tables)).egress("subnet-1");
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
