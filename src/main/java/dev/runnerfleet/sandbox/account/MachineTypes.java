package dev.runnerfleet.sandbox.account;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What instance types and images are like in the sandbox, told by their names: an image
 * that begins with {@code ami-0dead} is gone, one with {@code ami-0a64} is for arm64, and
 * one with {@code ami-0b16} has a root disk of 40 GiB.
 */
public final class MachineTypes {

	private static final Pattern SIZE = Pattern
		.compile("[a-z0-9-]+\\.(?:(nano|micro|small|medium|large)|(\\d*)xlarge|metal.*)");

	/** Made no more, and in no zone any more. */
	private static final String DISCONTINUED = "a1.";

	private static final List<String> OF_OLD_ZONES = List.of("t2.", "m4.", "c4.", "r4.");

	private MachineTypes() {
	}

	/** Whether a name is that of a type at all. */
	public static boolean exists(String type) {
		return SIZE.matcher(type).matches();
	}

	/** Whether a zone has machines of a type. */
	public static boolean isOffered(String type, String zone) {
		return !type.startsWith(DISCONTINUED)
				&& (!SandboxNetwork.isOld(zone) || OF_OLD_ZONES.stream().anyMatch(type::startsWith));
	}

	/** The architecture of a type's processors. */
	public static String architecture(String type) {
		return type.matches("a1\\..*|[a-z]+\\dg.*") ? "arm64" : "x86_64";
	}

	public static int vcpus(String type) {
		Matcher size = SIZE.matcher(type);
		if (!size.matches() || (size.group(1) == null && size.group(2) == null)) {
			return 96;
		}
		if (size.group(1) != null) {
			return (size.group(1).equals("medium") && !type.startsWith("t")) ? 1 : 2;
		}
		return size.group(2).isEmpty() ? 4 : 4 * Integer.parseInt(size.group(2));
	}

	/**
	 * What AWS asks for a spot machine of a type, in dollars an hour: less than half of
	 * what it costs on demand.
	 */
	public static BigDecimal spotPrice(String type) {
		return BigDecimal.valueOf(vcpus(type) * (type.startsWith("t") ? 20L : 180L), 4);
	}

	public static boolean hasImage(String id) {
		return !id.startsWith("ami-0dead");
	}

	/** The architecture that an image is for. */
	public static String imageArchitecture(String id) {
		return id.startsWith("ami-0a64") ? "arm64" : "x86_64";
	}

	/** The size of an image's root disk, in GiB. */
	public static int imageSize(String id) {
		return id.startsWith("ami-0b16") ? 40 : 8;
	}

}
