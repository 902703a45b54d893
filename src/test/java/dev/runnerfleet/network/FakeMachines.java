package dev.runnerfleet.network;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.GetInstanceTypesFromInstanceRequirementsRequest;
import software.amazon.awssdk.services.ec2.model.GetInstanceTypesFromInstanceRequirementsResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfoFromInstanceRequirements;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;

/**
 * A region with some instance types of two processors each, with a GPU where their name
 * begins with a g, and one image at most.
 */
record FakeMachines(Set<String> types, @Nullable MachineImage image,
		Map<String, Set<String>> zones) implements Ec2Client, AwsOfOne {

	@Override
	public DescribeInstanceTypesResponse describeInstanceTypes(DescribeInstanceTypesRequest request) {
		List<String> asked = request.filters().get(0).values();
		return DescribeInstanceTypesResponse.builder()
			.instanceTypes(this.types.stream().filter(asked::contains).map(FakeMachines::type).toList())
			.build();
	}

	@Override
	public DescribeInstanceTypeOfferingsResponse describeInstanceTypeOfferings(
			DescribeInstanceTypeOfferingsRequest request) {
		List<String> asked = request.filters().get(0).values();
		return DescribeInstanceTypeOfferingsResponse.builder()
			.instanceTypeOfferings(this.zones.entrySet()
				.stream()
				.filter((type) -> asked.contains(type.getKey()))
				.flatMap((type) -> type.getValue()
					.stream()
					.map((zone) -> InstanceTypeOffering.builder().instanceType(type.getKey()).location(zone).build()))
				.toList())
			.build();
	}

	/** All that run the image. */
	@Override
	public GetInstanceTypesFromInstanceRequirementsResponse getInstanceTypesFromInstanceRequirements(
			GetInstanceTypesFromInstanceRequirementsRequest request) {
		String architecture = request.architectureTypesAsStrings().get(0);
		return GetInstanceTypesFromInstanceRequirementsResponse.builder()
			.instanceTypes(this.types.stream()
				.filter((type) -> InstanceType.architectureByName(type).equals(architecture))
				.map((type) -> InstanceTypeInfoFromInstanceRequirements.builder().instanceType(type).build())
				.toList())
			.build();
	}

	private static InstanceTypeInfo type(String name) {
		return InstanceTypeInfo.builder()
			.instanceType(name)
			.processorInfo(
					(processor) -> processor.supportedArchitecturesWithStrings(InstanceType.architectureByName(name)))
			.vCpuInfo((vcpus) -> vcpus.defaultVCpus(2))
			.gpuInfo((info) -> info.gpus((gpu) -> gpu.manufacturer(name.startsWith("g4ad") ? "AMD" : "NVIDIA")
				.count(name.startsWith("g") ? 1 : 0)))
			.build();
	}

	@Override
	public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
		return DescribeImagesResponse.builder()
			.images((this.image != null) ? List.of(image(this.image)) : List.of())
			.build();
	}

	private static Image image(MachineImage image) {
		return Image.builder()
			.imageId(image.id())
			.architecture(image.architecture())
			.rootDeviceName(image.rootDevice())
			.blockDeviceMappings(
					(mapping) -> mapping.deviceName(image.rootDevice()).ebs((disk) -> disk.volumeSize(image.rootGib())))
			.build();
	}

	@Override
	public Ec2Client ec2(Place place) {
		return this;
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
