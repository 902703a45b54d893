package dev.runnerfleet.sandbox.services;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.sandbox.account.MachineTypes;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.BurstablePerformance;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetInstanceTypesFromInstanceRequirementsRequest;
import software.amazon.awssdk.services.ec2.model.GetInstanceTypesFromInstanceRequirementsResponse;
import software.amazon.awssdk.services.ec2.model.GpuInfo;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceRequirementsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfoFromInstanceRequirements;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.SpotPrice;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * What machines can be made of in the sandbox: its instance types, and any image whose id
 * does not begin with {@code ami-0dead}; one that begins with {@code ami-0a64} is for
 * arm64.
 */
final class SandboxMachinery {

	private static final Filters<InstanceTypeInfo> BY_NAME = new Filters<>(
			Map.of("instance-type", InstanceTypeInfo::instanceTypeAsString));

	private SandboxMachinery() {
	}

	private static List<InstanceTypeInfo> types() {
		return MachineTypes.ALL.stream()
			.map((type) -> InstanceTypeInfo.builder()
				.instanceType(type)
				.processorInfo(
						(processor) -> processor.supportedArchitecturesWithStrings(MachineTypes.architecture(type)))
				.vCpuInfo((vcpus) -> vcpus.defaultVCpus(MachineTypes.vcpus(type)))
				.memoryInfo((memory) -> memory.sizeInMiB((long) MachineTypes.memory(type)))
				.gpuInfo(gpus(type))
				.build())
			.toList();
	}

	private static @Nullable GpuInfo gpus(String type) {
		return (MachineTypes.gpus(type) == 0) ? null
				: GpuInfo.builder().gpus((gpu) -> gpu.manufacturer("NVIDIA").count(MachineTypes.gpus(type))).build();
	}

	static DescribeInstanceTypesResponse types(DescribeInstanceTypesRequest request) {
		List<InstanceTypeInfo> named = BY_NAME.withIds(request.instanceTypesAsStrings(), "instance-type",
				"InvalidInstanceType", types());
		return DescribeInstanceTypesResponse.builder().instanceTypes(BY_NAME.apply(request.filters(), named)).build();
	}

	/** Those that have what is asked for. */
	static GetInstanceTypesFromInstanceRequirementsResponse matching(
			GetInstanceTypesFromInstanceRequirementsRequest request) {
		InstanceRequirementsRequest wanted = request.instanceRequirements();
		return GetInstanceTypesFromInstanceRequirementsResponse.builder()
			.instanceTypes(MachineTypes
				.matching(request.architectureTypesAsStrings().get(0),
						MachineTypes.Span.of(wanted.vCpuCount().min(), wanted.vCpuCount().max()),
						MachineTypes.Span.of(wanted.memoryMiB().min(), wanted.memoryMiB().max()),
						wanted.burstablePerformance() == BurstablePerformance.INCLUDED)
				.stream()
				.map((type) -> InstanceTypeInfoFromInstanceRequirements.builder().instanceType(type).build())
				.toList())
			.build();
	}

	/** What is to be had in each zone that has a subnet. */
	static DescribeInstanceTypeOfferingsResponse offerings(DescribeInstanceTypeOfferingsRequest request,
			List<Subnet> subnets) {
		List<InstanceTypeInfo> types = BY_NAME.apply(request.filters(), types());
		List<String> zones = subnets.stream().map(Subnet::availabilityZone).distinct().toList();
		return DescribeInstanceTypeOfferingsResponse.builder()
			.instanceTypeOfferings(types.stream()
				.flatMap((type) -> zones.stream()
					.filter((zone) -> MachineTypes.isOffered(type.instanceTypeAsString(), zone))
					.map((zone) -> InstanceTypeOffering.builder()
						.instanceType(type.instanceTypeAsString())
						.locationType(LocationType.AVAILABILITY_ZONE)
						.location(zone)
						.build()))
				.toList())
			.build();
	}

	/** The same in each zone that has a subnet. */
	static DescribeSpotPriceHistoryResponse spotPrices(DescribeSpotPriceHistoryRequest request, List<Subnet> subnets) {
		List<String> zones = subnets.stream().map(Subnet::availabilityZone).distinct().toList();
		return DescribeSpotPriceHistoryResponse.builder()
			.spotPriceHistory(request.instanceTypesAsStrings()
				.stream()
				.filter(MachineTypes.ALL::contains)
				.flatMap((type) -> zones.stream()
					.filter((zone) -> MachineTypes.isOffered(type, zone))
					.map((zone) -> SpotPrice.builder()
						.instanceType(type)
						.availabilityZone(zone)
						.productDescription("Linux/UNIX")
						.timestamp(request.startTime())
						.spotPrice(MachineTypes.spotPrice(type).toPlainString())
						.build()))
				.toList())
			.build();
	}

	public static Image image(String id) {
		if (!MachineTypes.hasImage(id)) {
			throw Ec2Exception.builder()
				.statusCode(400)
				.awsErrorDetails(AwsErrorDetails.builder()
					.serviceName("Ec2")
					.errorCode("InvalidAMIID.NotFound")
					.errorMessage("The image id '[%s]' does not exist".formatted(id))
					.build())
				.build();
		}
		return Image.builder()
			.imageId(id)
			.architecture(MachineTypes.imageArchitecture(id))
			.rootDeviceName("/dev/xvda")
			.blockDeviceMappings((mapping) -> mapping.deviceName("/dev/xvda")
				.ebs((disk) -> disk.volumeSize(MachineTypes.imageSize(id))))
			.build();
	}

}
