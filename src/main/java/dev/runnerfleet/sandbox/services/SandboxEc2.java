package dev.runnerfleet.sandbox.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.MachineTypes;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.ec2.model.GetInstanceTypesFromInstanceRequirementsRequest;
import software.amazon.awssdk.services.ec2.model.GetInstanceTypesFromInstanceRequirementsResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Answers what there is in a region of the sandbox, each time on one page. */
class SandboxEc2 implements Ec2Client {

	private static final Filters<Vpc> VPCS = new Filters<>(Map.of("vpc-id", Vpc::vpcId, "state", Vpc::stateAsString));

	private static final Filters<Subnet> SUBNETS = new Filters<>(Map.of("vpc-id", Subnet::vpcId, "subnet-id",
			Subnet::subnetId, "availability-zone", Subnet::availabilityZone, "state", Subnet::stateAsString));

	private static final Filters<RouteTable> ROUTE_TABLES = new Filters<>(
			Map.of("vpc-id", RouteTable::vpcId, "route-table-id", RouteTable::routeTableId));

	private static final Filters<KeyPairInfo> KEY_PAIRS = new Filters<>(Map.of("key-name", KeyPairInfo::keyName));

	private static final Filters<Region> REGIONS = new Filters<>(
			Map.of("region-name", Region::regionName, "opt-in-status", Region::optInStatus));

	private final SandboxNetwork network;

	private final SandboxMachines machines;

	private final StackRegistry stacks;

	SandboxEc2(SandboxNetwork network, SandboxMachines machines, StackRegistry stacks) {
		this.network = network;
		this.machines = machines;
		this.stacks = stacks;
	}

	@Override
	public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
		List<Instance> instances = MachineAnswers.FILTERS.withIds(request.instanceIds(), "instance-id",
				"InvalidInstanceID.NotFound", instances());
		List<Filter> plain = request.filters().stream().filter((filter) -> !MachineAnswers.isOfTags(filter)).toList();
		return DescribeInstancesResponse.builder()
			.reservations(MachineAnswers.FILTERS.apply(plain, instances)
				.stream()
				.filter((instance) -> MachineAnswers.hasTags(instance, request.filters()))
				.map(MachineAnswers::reservation)
				.toList())
			.build();
	}

	@Override
	public DescribeInstanceStatusResponse describeInstanceStatus(DescribeInstanceStatusRequest request) {
		MachineAnswers.FILTERS.withIds(request.instanceIds(), "instance-id", "InvalidInstanceID.NotFound", instances());
		return MachineAnswers.statuses(request, this.machines, this.stacks.now());
	}

	@Override
	public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
		MachineAnswers.FILTERS.withIds(request.instanceIds(), "instance-id", "InvalidInstanceID.NotFound", instances());
		List<InstanceStateChange> changes = this.machines.all()
			.stream()
			.filter((machine) -> request.instanceIds().contains(machine.id()))
			.map((machine) -> {
				this.machines.terminate(machine);
				return MachineAnswers.terminating(machine, this.stacks.now());
			})
			.toList();
		return TerminateInstancesResponse.builder().terminatingInstances(changes).build();
	}

	@Override
	public StopInstancesResponse stopInstances(StopInstancesRequest request) {
		return StopInstancesResponse.builder()
			.stoppingInstances(changed(request.instanceIds(), "stopping", this.machines::stop))
			.build();
	}

	@Override
	public StartInstancesResponse startInstances(StartInstancesRequest request) {
		return StartInstancesResponse.builder()
			.startingInstances(changed(request.instanceIds(), "pending", this.machines::start))
			.build();
	}

	private List<InstanceStateChange> changed(List<String> ids, String next, Consumer<Machine> change) {
		MachineAnswers.FILTERS.withIds(ids, "instance-id", "InvalidInstanceID.NotFound", instances());
		return this.machines.all().stream().filter((machine) -> ids.contains(machine.id())).map((machine) -> {
			change.accept(machine);
			return MachineAnswers.change(machine, next, this.stacks.now());
		}).toList();
	}

	private List<Instance> instances() {
		return this.machines.all()
			.stream()
			.map((machine) -> MachineAnswers.instance(machine, this.network, this.stacks.now()))
			.toList();
	}

	@Override
	public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
		List<Vpc> vpcs = VPCS.withIds(request.vpcIds(), "vpc-id", "InvalidVpcID.NotFound", this.network.vpcs());
		return DescribeVpcsResponse.builder().vpcs(VPCS.apply(request.filters(), vpcs)).build();
	}

	@Override
	public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
		List<Subnet> subnets = SUBNETS.withIds(request.subnetIds(), "subnet-id", "InvalidSubnetID.NotFound",
				this.network.subnets());
		return DescribeSubnetsResponse.builder().subnets(SUBNETS.apply(request.filters(), subnets)).build();
	}

	@Override
	public DescribeRouteTablesResponse describeRouteTables(DescribeRouteTablesRequest request) {
		List<RouteTable> tables = ROUTE_TABLES.withIds(request.routeTableIds(), "route-table-id",
				"InvalidRouteTableID.NotFound", this.network.routeTables());
		return DescribeRouteTablesResponse.builder().routeTables(ROUTE_TABLES.apply(request.filters(), tables)).build();
	}

	@Override
	public DescribeKeyPairsResponse describeKeyPairs(DescribeKeyPairsRequest request) {
		List<KeyPairInfo> keyPairs = KEY_PAIRS.withIds(request.keyNames(), "key-name", "InvalidKeyPair.NotFound",
				this.network.keyPairs());
		return DescribeKeyPairsResponse.builder().keyPairs(KEY_PAIRS.apply(request.filters(), keyPairs)).build();
	}

	@Override
	public DescribeRegionsResponse describeRegions(DescribeRegionsRequest request) {
		List<Region> regions = SandboxNetwork.REGIONS.stream()
			.map((name) -> Region.builder()
				.regionName(name)
				.endpoint("ec2." + name + ".amazonaws.com")
				.optInStatus(isOff(name) ? "not-opted-in" : "opt-in-not-required")
				.build())
			.filter((region) -> Boolean.TRUE.equals(request.allRegions()) || !isOff(region.regionName()))
			.collect(Collectors.toCollection(ArrayList::new));
		if (Boolean.TRUE.equals(request.allRegions())) {
			regions.add(Region.builder().regionName("ap-east-1").optInStatus("not-opted-in").build());
		}
		List<Region> named = REGIONS.withIds(request.regionNames(), "region-name", "InvalidParameterValue", regions);
		return DescribeRegionsResponse.builder().regions(REGIONS.apply(request.filters(), named)).build();
	}

	@Override
	public DescribeInstanceTypeOfferingsResponse describeInstanceTypeOfferings(
			DescribeInstanceTypeOfferingsRequest request) {
		return SandboxMachinery.offerings(request, this.network.subnets());
	}

	@Override
	public DescribeSpotPriceHistoryResponse describeSpotPriceHistory(DescribeSpotPriceHistoryRequest request) {
		return SandboxMachinery.spotPrices(request, this.network.subnets());
	}

	@Override
	public DescribeVpcAttributeResponse describeVpcAttribute(DescribeVpcAttributeRequest request) {
		VPCS.withIds(List.of(request.vpcId()), "vpc-id", "InvalidVpcID.NotFound", this.network.vpcs());
		return DescribeVpcAttributeResponse.builder()
			.vpcId(request.vpcId())
			.enableDnsSupport((value) -> value.value(this.network.resolvesNames(request.vpcId())))
			.enableDnsHostnames((value) -> value.value(true))
			.build();
	}

	/** Each subnet has the network ACL that its VPC comes with. */
	@Override
	public DescribeNetworkAclsResponse describeNetworkAcls(DescribeNetworkAclsRequest request) {
		return DescribeNetworkAclsResponse.builder()
			.networkAcls(this.network.vpcs().stream().map(this.network::acl).toList())
			.build();
	}

	@Override
	public DescribeAddressesResponse describeAddresses(DescribeAddressesRequest request) {
		return MachineAnswers.addresses(this.stacks);
	}

	@Override
	public GetEbsDefaultKmsKeyIdResponse getEbsDefaultKmsKeyId(GetEbsDefaultKmsKeyIdRequest request) {
		boolean own = this.stacks.account().contains(AccountFault.EBS_KEY);
		return GetEbsDefaultKmsKeyIdResponse.builder()
			.kmsKeyId(own ? SandboxAccount.ownKey(this.network.region()) : "alias/aws/ebs")
			.build();
	}

	private boolean isOff(String region) {
		return region.equals(SandboxNetwork.OPT_IN_REGION) && this.stacks.account().contains(AccountFault.OPT_IN);
	}

	@Override
	public DescribeInstanceTypesResponse describeInstanceTypes(DescribeInstanceTypesRequest request) {
		return SandboxMachinery.types(request);
	}

	@Override
	public GetInstanceTypesFromInstanceRequirementsResponse getInstanceTypesFromInstanceRequirements(
			GetInstanceTypesFromInstanceRequirementsRequest request) {
		return SandboxMachinery.matching(request);
	}

	@Override
	public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
		return DescribeImagesResponse.builder()
			.images(request.imageIds().stream().map(SandboxMachinery::image).toList())
			.build();
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
