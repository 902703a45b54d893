package dev.runnerfleet.sandbox.life;

import java.util.Map;
import java.util.Optional;

/**
 * Why AWS starts no further worker.
 *
 * @param code the error code, as a manager reports it
 * @param words the words of the group's activity
 */
public record Shortage(String code, String words) {

	private static final Map<String, String> CODES = Map.of("vCPU capacity", "VcpuLimitExceeded", "sufficient",
			"InsufficientInstanceCapacity", "Max spot instance count", "MaxSpotInstanceCountExceeded", "KMS",
			"InvalidKMSKey.InvalidState", "image id", "InvalidAMIID.NotFound", "free addresses",
			"InsufficientFreeAddressesInSubnet", "not supported", "Unsupported", "Spot request price",
			"SpotMaxPriceTooLow");

	private static final String UNFULFILLABLE = "UnfulfillableCapacity";

	/** One that AWS has put into words. */
	public static Shortage told(String words) {
		return new Shortage(CODES.entrySet()
			.stream()
			.filter((code) -> words.contains(code.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse("LaunchFailed"), words);
	}

	boolean isOfSpot() {
		return this.code.equals(UNFULFILLABLE);
	}

	static Optional<Shortage> of(Trouble trouble) {
		return switch (trouble) {
			case QUOTA -> Optional.of(new Shortage("VcpuLimitExceeded", """
					You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance \
					bucket that the specified instance type belongs to. Please visit \
					http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit. Launching EC2 \
					instance failed."""));
			case NO_CAPACITY -> Optional.of(new Shortage("InsufficientInstanceCapacity", """
					We currently do not have sufficient capacity in the Availability Zones you requested. Our system \
					will be working on provisioning additional capacity. Launching EC2 instance failed."""));
			case SPOT -> Optional.of(new Shortage(UNFULFILLABLE, """
					Could not launch Spot Instances. UnfulfillableCapacity - There is no Spot capacity available that \
					matches your request. Launching EC2 instance failed."""));
			default -> Optional.empty();
		};
	}

}
