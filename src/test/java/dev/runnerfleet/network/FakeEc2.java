package dev.runnerfleet.network;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.paginators.DescribeRouteTablesIterable;
import software.amazon.awssdk.services.ec2.paginators.DescribeSubnetsIterable;
import software.amazon.awssdk.services.ec2.paginators.DescribeVpcsIterable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** One region with two VPCs on two pages; the second VPC has two subnets. */
class FakeEc2 implements Ec2Client, AwsOfOne {

	@Nullable String denied;

	/** What happens before an action is answered: a refusal, or waiting. */
	private final Map<String, Runnable> faults;

	FakeEc2() {
		this(Map.of());
	}

	FakeEc2(Map<String, Runnable> faults) {
		this.faults = faults;
	}

	@Override
	public DescribeRegionsResponse describeRegions() {
		return answer("DescribeRegions",
				() -> DescribeRegionsResponse.builder()
					.regions((region) -> region.regionName("us-east-1"), (region) -> region.regionName("eu-central-1"))
					.build());
	}

	/** It tells of no type, which is no reason to refuse one. */
	@Override
	public DescribeInstanceTypesResponse describeInstanceTypes(DescribeInstanceTypesRequest request) {
		return answer("DescribeInstanceTypes", () -> DescribeInstanceTypesResponse.builder().build());
	}

	@Override
	public DescribeVpcsIterable describeVpcsPaginator() {
		return new DescribeVpcsIterable(this, DescribeVpcsRequest.builder().build());
	}

	@Override
	public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
		DescribeVpcsResponse.Builder page = DescribeVpcsResponse.builder();
		return answer("DescribeVpcs", () -> (request.nextToken() == null)
				? page.vpcs((vpc) -> vpc.vpcId("vpc-1").cidrBlock("10.0.0.0/16").isDefault(false).tags(name("blue")))
					.nextToken("2")
					.build()
				: page.vpcs((vpc) -> vpc.vpcId("vpc-2").cidrBlock("172.31.0.0/16").isDefault(true)).build());
	}

	@Override
	public DescribeRouteTablesIterable describeRouteTablesPaginator(DescribeRouteTablesRequest request) {
		return new DescribeRouteTablesIterable(this, request);
	}

	@Override
	public DescribeRouteTablesResponse describeRouteTables(DescribeRouteTablesRequest request) {
		return answer("DescribeRouteTables",
				() -> DescribeRouteTablesResponse.builder()
					.routeTables((table) -> table.associations((link) -> link.main(true)), (table) -> table
						.routes((route) -> route.destinationCidrBlock("0.0.0.0/0").gatewayId("igw-1").state("active"))
						.associations((link) -> link.main(false).subnetId("subnet-b")))
					.build());
	}

	@Override
	public DescribeSubnetsIterable describeSubnetsPaginator(DescribeSubnetsRequest request) {
		return new DescribeSubnetsIterable(this, request);
	}

	@Override
	public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
		List<String> vpc = request.filters().get(0).values();
		return answer("DescribeSubnets",
				() -> !vpc.equals(List.of("vpc-2")) ? DescribeSubnetsResponse.builder().build()
						: DescribeSubnetsResponse.builder()
							.subnets(
									(subnet) -> subnet.subnetId("subnet-b")
										.vpcId("vpc-2")
										.availabilityZone("eu-central-1b")
										.cidrBlock("172.31.16.0/20")
										.mapPublicIpOnLaunch(true),
									(subnet) -> subnet.subnetId("subnet-a")
										.vpcId("vpc-2")
										.availabilityZone("eu-central-1a")
										.cidrBlock("172.31.0.0/20")
										.tags(name("quiet")))
							.build());
	}

	@Override
	public DescribeKeyPairsResponse describeKeyPairs() {
		return answer("DescribeKeyPairs",
				() -> DescribeKeyPairsResponse.builder()
					.keyPairs((pair) -> pair.keyName("zoe"), (pair) -> pair.keyName("ada"))
					.build());
	}

	private <T> T answer(String action, Supplier<T> answer) {
		this.faults.getOrDefault(action, () -> {
		}).run();
		if (this.denied != null) {
			throw Ec2Exception.builder()
				.statusCode(403)
				.awsErrorDetails(
						AwsErrorDetails.builder().errorCode("UnauthorizedOperation").errorMessage(this.denied).build())
				.build();
		}
		return answer.get();
	}

	private static Tag name(String name) {
		return Tag.builder().key("Name").value(name).build();
	}

	@Override
	public String serviceName() {
		return "ec2";
	}

	@Override
	public void close() {
	}

	@Override
	public Ec2Client ec2(Place place) {
		return this;
	}

	@Override
	public StsClient sts(Place place) {
		return new StsClient() {
			@Override
			public GetCallerIdentityResponse getCallerIdentity() {
				return answer("GetCallerIdentity",
						() -> GetCallerIdentityResponse.builder().account("111122223333").build());
			}

			@Override
			public String serviceName() {
				return "sts";
			}

			@Override
			public void close() {
			}
		};
	}

	@Override
	public IamClient iam(Place place) {
		return new IamClient() {
			@Override
			public ListAccountAliasesResponse listAccountAliases() {
				return answer("ListAccountAliases",
						() -> ListAccountAliasesResponse.builder().accountAliases("blue-ci").build());
			}

			@Override
			public String serviceName() {
				return "iam";
			}

			@Override
			public void close() {
			}
		};
	}

}
