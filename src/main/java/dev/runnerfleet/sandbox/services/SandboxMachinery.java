package dev.runnerfleet.sandbox.services;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.sandbox.account.MachineTypes;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
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

	/** Families by the sizes that they come in. */
	private static final Map<String, String> FAMILIES = Map.of("t2 t3 t3a t4g",
			"nano micro small medium large xlarge 2xlarge", "m4 c4 r4", "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge",
			"m5 m5a m5ad m5d m5dn m5n m5zn m6a m6i m6id m6in m7i c5 c5a c5ad c5d c5n c6a c6i c6id c6in c7i "
					+ "r5 r5a r5ad r5b r5d r5n r6a r6i r6id r6in r7i i3 i3en i4i m8i c8i r8i",
			"large xlarge 2xlarge 4xlarge 8xlarge 9xlarge 12xlarge 16xlarge 18xlarge 24xlarge metal",
			"m7i-flex c7i-flex r8i-flex m8i-flex c8i-flex", "large xlarge 2xlarge 4xlarge 8xlarge",
			"m6g m6gd m7a m7g m7gd m8g m8gd c6g c6gd c6gn c7a c7g c7gd c7gn c8g c8gd r6g r6gd r7a r7g r7gd r8g r8gd x2gd i8g",
			"medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal", "a1",
			"medium large xlarge 2xlarge 4xlarge metal", "g4dn g5 g5g g6", "xlarge 2xlarge 4xlarge 8xlarge 16xlarge");

	/** The instance types of every region. */
	public static final List<String> TYPES = FAMILIES.entrySet()
		.stream()
		.flatMap((family) -> Arrays.stream(family.getKey().split(" "))
			.flatMap((name) -> Arrays.stream(family.getValue().split(" ")).map((size) -> name + "." + size)))
		.sorted()
		.toList();

	private SandboxMachinery() {
	}

	public static List<InstanceTypeInfo> types() {
		return TYPES.stream()
			.map((type) -> InstanceTypeInfo.builder()
				.instanceType(type)
				.processorInfo(
						(processor) -> processor.supportedArchitecturesWithStrings(MachineTypes.architecture(type)))
				.vCpuInfo((vcpus) -> vcpus.defaultVCpus(MachineTypes.vcpus(type)))
				.build())
			.toList();
	}

	/** What is to be had in each zone that has a subnet. */
	static DescribeInstanceTypeOfferingsResponse offerings(List<InstanceTypeInfo> types, List<Subnet> subnets) {
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
				.filter(TYPES::contains)
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
