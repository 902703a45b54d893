package dev.runnerfleet.network;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.ec2.model.BurstablePerformance;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceGeneration;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfoFromInstanceRequirements;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

import org.springframework.stereotype.Component;

/**
 * Tells of what machines can be made in a region. Every method throws {@link AwsFailure}
 * where AWS refuses or does not answer.
 */
@Component
public class Machinery {

	private final Aws aws;

	/** Types that are there stay there. */
	private final Map<String, InstanceType> known = new ConcurrentHashMap<>();

	Machinery(Aws aws) {
		this.aws = aws;
	}

	/**
	 * Looks types up.
	 * @param names types that may not exist
	 * @return those that exist, by name
	 */
	public Map<String, InstanceType> instanceTypes(Place place, Collection<String> names) {
		List<String> unknown = names.stream()
			.distinct()
			.filter((name) -> !this.known.containsKey(place + "/" + name))
			.toList();
		if (!unknown.isEmpty()) {
			asked(place, unknown).forEach((type) -> this.known.put(place + "/" + type.name(), type));
		}
		Map<String, InstanceType> found = new LinkedHashMap<>();
		for (String name : names) {
			InstanceType type = this.known.get(place + "/" + name);
			if (type != null) {
				found.put(name, type);
			}
		}
		return found;
	}

	/**
	 * By filter: asked for by name, one type that is not there would be all the answer.
	 */
	private List<InstanceType> asked(Place place, List<String> names) {
		return AwsFailure.guard("ec2:DescribeInstanceTypes",
				() -> this.aws.ec2(place)
					.describeInstanceTypesPaginator(
							(request) -> request.filters((filter) -> filter.name("instance-type").values(names)))
					.instanceTypes()
					.stream()
					.map(Machinery::type)
					.toList());
	}

	/**
	 * Says where machines of some types can be started.
	 * @param names types that may not exist
	 * @return the zones of the region that offer them, by type
	 */
	public Map<String, Set<String>> offerings(Place place, Collection<String> names) {
		Map<String, Set<String>> zones = new LinkedHashMap<>();
		AwsFailure.guard("ec2:DescribeInstanceTypeOfferings", () -> this.aws.ec2(place)
			.describeInstanceTypeOfferingsPaginator((request) -> request.locationType(LocationType.AVAILABILITY_ZONE)
				.filters((filter) -> filter.name("instance-type").values(names)))
			.instanceTypeOfferings()
			.stream()
			.toList())
			.forEach((offering) -> zones.computeIfAbsent(offering.instanceTypeAsString(), (name) -> new TreeSet<>())
				.add(offering.location()));
		return zones;
	}

	/**
	 * Looks up which types a group takes that names none.
	 * @param architecture what they have to run
	 * @return their names
	 */
	public List<String> matching(Place place, String architecture, Needs needs) {
		return AwsFailure.guard("ec2:GetInstanceTypesFromInstanceRequirements",
				() -> this.aws.ec2(place)
					.getInstanceTypesFromInstanceRequirementsPaginator((request) -> request
						.architectureTypesWithStrings(architecture)
						.virtualizationTypes(VirtualizationType.HVM)
						.instanceRequirements((wanted) -> wanted
							.vCpuCount((range) -> range.min(needs.leastVcpus()).max(needs.mostVcpus()))
							.memoryMiB((range) -> range.min(needs.leastMemory()).max(needs.mostMemory()))
							.burstablePerformance(
									needs.burstable() ? BurstablePerformance.INCLUDED : BurstablePerformance.EXCLUDED)
							.instanceGenerations(InstanceGeneration.CURRENT)
							.acceleratorCount((range) -> range.max(0))))
					.instanceTypes()
					.stream()
					.map(InstanceTypeInfoFromInstanceRequirements::instanceType)
					.sorted()
					.toList());
	}

	/**
	 * What is asked of workers' types that nobody names, as the blueprint's group asks
	 * for it: of the current generations, and without a GPU.
	 *
	 * @param leastVcpus how many virtual processors at least
	 * @param mostVcpus how many at most
	 * @param leastMemory how much memory at least, in MiB
	 * @param mostMemory how much at most
	 * @param burstable whether types that save up processor time may be among them
	 */
	public record Needs(int leastVcpus, int mostVcpus, int leastMemory, int mostMemory, boolean burstable) {

	}

	/**
	 * What spot machines cost.
	 * @param names types that may not exist
	 * @param zones where they would be started
	 * @param at the moment
	 * @return a price for each type and zone that AWS names one for
	 */
	public List<SpotPrice> spotPrices(Place place, Collection<String> names, Collection<String> zones, Instant at) {
		return AwsFailure
			.guard("ec2:DescribeSpotPriceHistory",
					() -> this.aws.ec2(place)
						.describeSpotPriceHistory((request) -> request.instanceTypesWithStrings(names)
							.productDescriptions("Linux/UNIX")
							.startTime(at)
							.filters((filter) -> filter.name("availability-zone").values(zones))))
			.spotPriceHistory()
			.stream()
			.filter((price) -> String.valueOf(price.spotPrice()).matches("\\d+(\\.\\d+)?"))
			.map((price) -> new SpotPrice(price.instanceTypeAsString(), price.availabilityZone(),
					Double.parseDouble(price.spotPrice())))
			.filter((price) -> names.contains(price.type()) && zones.contains(price.zone()))
			.toList();
	}

	/**
	 * What a spot machine costs.
	 *
	 * @param type its type
	 * @param zone where
	 * @param price by the hour, in USD
	 */
	public record SpotPrice(String type, String zone, double price) {

	}

	/**
	 * Looks an image up.
	 * @return the image, empty if the account knows none of that id in the region
	 */
	public Optional<MachineImage> image(Place place, String id) {
		try {
			return AwsFailure
				.guard("ec2:DescribeImages",
						() -> this.aws.ec2(place).describeImages((request) -> request.imageIds(id)))
				.images()
				.stream()
				.findFirst()
				.map(Machinery::image);
		}
		catch (AwsFailure ex) {
			if (ex.awsMessage().matches("(?s).*image id .*(does not exist|not valid|[Ii]nvalid).*")
					|| ex.kind() == AwsFailure.Kind.NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	private static InstanceType type(InstanceTypeInfo info) {
		return new InstanceType(info.instanceTypeAsString(),
				Set.copyOf(info.processorInfo().supportedArchitecturesAsStrings()),
				(info.vCpuInfo() != null && info.vCpuInfo().defaultVCpus() != null) ? info.vCpuInfo().defaultVCpus()
						: 0,
				gpus(info));
	}

	private static int gpus(InstanceTypeInfo info) {
		return (info.gpuInfo() == null) ? 0
				: info.gpuInfo()
					.gpus()
					.stream()
					.filter((gpu) -> "NVIDIA".equalsIgnoreCase(gpu.manufacturer()))
					.mapToInt((gpu) -> (gpu.count() != null) ? gpu.count() : 1)
					.sum();
	}

	private static MachineImage image(Image image) {
		String root = (image.rootDeviceName() != null) ? image.rootDeviceName() : "";
		int gib = image.blockDeviceMappings()
			.stream()
			.filter((mapping) -> root.equals(mapping.deviceName()) && mapping.ebs() != null
					&& mapping.ebs().volumeSize() != null)
			.mapToInt((mapping) -> mapping.ebs().volumeSize())
			.findFirst()
			.orElse(0);
		return new MachineImage(image.imageId(), image.architectureAsString(), root, gib);
	}

}
