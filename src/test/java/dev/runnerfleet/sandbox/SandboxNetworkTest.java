package dev.runnerfleet.sandbox;

import java.util.List;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SandboxNetworkTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	private final Ec2Client ec2 = this.sandbox.aws.ec2(Place.in("eu-central-1"));

	@Test
	void networksSayWhatTheyAreFor() {
		List<Vpc> vpcs = this.ec2.describeVpcs().vpcs();
		assertThat(vpcs).extracting((vpc) -> SandboxNetwork.name(vpc.tags()))
			.containsExactly("production", "isolated (no route to the internet)", "crowded (one zone has no capacity)",
					"full (no free address)", "closed (network ACL)", "mute (no DNS)",
					"addressless (no public addresses)", "old (a zone of old machines)");
		assertThat(vpcs).allMatch((vpc) -> vpc.vpcId().matches("vpc-0[0-9a-f]{16}"));
		assertThat(this.ec2.describeVpcsPaginator().vpcs()).hasSize(8);
	}

	@Test
	void theHealthyNetworkHasPublicAndPrivateSubnetsInThreeZones() {
		List<Subnet> subnets = this.ec2.describeSubnets((request) -> request.filters(inVpc("production"))).subnets();
		assertThat(subnets).filteredOn(Subnet::mapPublicIpOnLaunch)
			.extracting(Subnet::availabilityZone)
			.containsExactly("eu-central-1a", "eu-central-1b", "eu-central-1c");
		assertThat(subnets).hasSize(6).extracting(Subnet::cidrBlock).doesNotHaveDuplicates();
	}

	@Test
	void nothingLeadsOutOfTheIsolatedNetwork() {
		assertThat(this.ec2.describeRouteTables((request) -> request.filters(inVpc("isolated"))).routeTables())
			.singleElement()
			.satisfies((main) -> assertThat(main.routes()).extracting("gatewayId").containsExactly("local"));
		assertThat(this.ec2.describeRouteTables((request) -> request.filters(inVpc("production"))).routeTables())
			.hasSize(3);
	}

	@Test
	void aMachineNeedsAPublicAddressWhereOnlyAGatewayLeadsOut() {
		Subnet isPublic = subnet("production public a");
		Subnet isPrivate = subnet("production private a");
		assertThat(this.sandbox.network().hasWayOut(isPublic, true)).isTrue();
		assertThat(this.sandbox.network().hasWayOut(isPublic, false)).isFalse();
		assertThat(this.sandbox.network().hasWayOut(isPrivate, false)).isTrue();
	}

	@Test
	void instanceTypesAreFoundByAPartOfTheirName() {
		assertThat(this.ec2
			.describeInstanceTypes(
					(request) -> request.filters(Filter.builder().name("instance-type").values("t3.mic*").build()))
			.instanceTypes()).extracting(InstanceTypeInfo::instanceTypeAsString).containsExactly("t3.micro");
	}

	@Test
	void regionsAndKeyPairsAreThere() {
		assertThat(this.ec2.describeRegions().regions()).extracting("regionName").contains("eu-central-1", "us-east-1");
		assertThat(this.ec2.describeKeyPairs().keyPairs()).hasSize(2);
		assertThat(this.sandbox.aws.sts(Place.in("eu-central-1")).getCallerIdentity().account())
			.isEqualTo("111122223333");
		assertThat(this.sandbox.aws.iam(Place.in("eu-central-1")).listAccountAliases().accountAliases())
			.containsExactly("sandbox");
	}

	@Test
	void whatIsUnknownIsRefusedAsEc2Does() {
		assertThatExceptionOfType(Ec2Exception.class)
			.isThrownBy(() -> this.ec2.describeVpcs((request) -> request.vpcIds("vpc-1")))
			.satisfies((ex) -> assertThat(ex.awsErrorDetails().errorCode()).isEqualTo("InvalidVpcID.NotFound"));
		assertThatExceptionOfType(Ec2Exception.class).isThrownBy(() -> this.ec2
			.describeVpcs((request) -> request.filters(Filter.builder().name("colour").values("blue").build())));
		assertThatExceptionOfType(SdkClientException.class)
			.isThrownBy(() -> this.sandbox.aws.ec2(Place.in("mars-north-1")));
	}

	private Filter inVpc(String name) {
		return Filter.builder().name("vpc-id").values(this.sandbox.vpc(name).vpcId()).build();
	}

	private Subnet subnet(String name) {
		return this.sandbox.network()
			.subnets()
			.stream()
			.filter((subnet) -> SandboxNetwork.name(subnet.tags()).equals(name))
			.findFirst()
			.orElseThrow();
	}

}
