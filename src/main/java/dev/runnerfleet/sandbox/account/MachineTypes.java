package dev.runnerfleet.sandbox.account;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
	public static final List<String> ALL = FAMILIES.entrySet()
		.stream()
		.flatMap((family) -> Arrays.stream(family.getKey().split(" "))
			.flatMap((name) -> Arrays.stream(family.getValue().split(" ")).map((size) -> name + "." + size)))
		.sorted()
		.toList();

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

	/** In MiB. */
	public static int memory(String type) {
		Matcher size = SIZE.matcher(type);
		int eighths = switch (size.matches() ? String.valueOf(size.group(1)) : "") {
			case "nano" -> 4;
			case "micro" -> 8;
			case "small" -> 16;
			case "medium" -> type.startsWith("t") ? 32 : vcpus(type) * ofProcessor(type);
			default -> vcpus(type) * ofProcessor(type);
		};
		return eighths * 128;
	}

	/** The memory that comes with each processor, in eighths of a GiB. */
	private static int ofProcessor(String type) {
		return type.startsWith("c") ? 16
				: (type.startsWith("r") || type.startsWith("i") || type.startsWith("x")) ? 64 : 32;
	}

	/** GPUs of NVIDIA's. */
	public static int gpus(String type) {
		return type.matches("g\\d.*") ? 1 : 0;
	}

	/** Types that have what is asked for, the cheapest first. */
	public static List<String> matching(String architecture, Span vcpus, Span memory, boolean burstable) {
		return ALL.stream()
			.filter((type) -> architecture(type).equals(architecture) && gpus(type) == 0)
			.filter((type) -> vcpus.has(vcpus(type)) && memory.has(memory(type)))
			.filter((type) -> burstable || !type.startsWith("t"))
			.filter((type) -> !type.startsWith(DISCONTINUED) && OF_OLD_ZONES.stream().noneMatch(type::startsWith))
			.sorted(Comparator.comparing(MachineTypes::spotPrice))
			.toList();
	}

	/**
	 * From one number to another, both of them included.
	 *
	 * @param least the first
	 * @param most the last
	 */
	public record Span(int least, int most) {

		public static Span of(int least, int most) {
			return new Span(least, most);
		}

		/** A span such as {@code 2-4}, or one number alone. */
		public static Span parse(String text) {
			int[] numbers = Arrays.stream(text.split("-")).mapToInt(Integer::parseInt).toArray();
			return new Span(numbers[0], numbers[numbers.length - 1]);
		}

		boolean has(int number) {
			return this.least <= number && number <= this.most;
		}

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
