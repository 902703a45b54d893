package dev.runnerfleet.network;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NetworkTest {

	private final FakeEc2 ec2 = new FakeEc2();

	private final Network network = new Network(this.ec2, (list) -> {
	});

	@Test
	void theDefaultVpcComesFirstFromWhateverPage() {
		assertThat(this.network.vpcs(Place.in("eu-central-1"))).containsExactly(
				new Vpc("vpc-2", "", "172.31.0.0/16", true), new Vpc("vpc-1", "blue", "10.0.0.0/16", false));
	}

	@Test
	void subnetsComeByZoneWithTheirWayOut() {
		assertThat(this.network.subnets(Place.in("eu-central-1"), "vpc-2")).containsExactly(
				new Subnet("subnet-a", "vpc-2", "quiet", "eu-central-1a", "172.31.0.0/20", Subnet.Egress.NONE, false,
						Integer.MAX_VALUE),
				new Subnet("subnet-b", "vpc-2", "", "eu-central-1b", "172.31.16.0/20", Subnet.Egress.PUBLIC, true,
						Integer.MAX_VALUE));
		assertThat(this.network.subnets(Place.in("eu-central-1"), "vpc-9")).isEmpty();
	}

	@Test
	void regionsAndKeyPairsComeInOrder() {
		assertThat(this.network.regions()).containsExactly("eu-central-1", "us-east-1");
		assertThat(this.network.keyPairs(Place.in("eu-central-1"))).containsExactly("ada", "zoe");
	}

	@Test
	void aRefusalNamesTheMissingPermission() {
		this.ec2.denied = "You are not authorized to perform this operation.";
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> this.network.vpcs(Place.in("eu-central-1")))
			.satisfies(
					(failure) -> assertThat(failure.title()).isEqualTo("The permission ec2:DescribeVpcs is missing"));
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> this.network.keyPairs(Place.in("eu-central-1")))
			.satisfies((failure) -> assertThat(failure.title()).contains("ec2:DescribeKeyPairs"));
	}

}
