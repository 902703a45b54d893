package dev.runnerfleet.network;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of EC2 instance.
 *
 * @param name such as {@code t3.micro}
 * @param architectures what it runs, in AWS's words: {@code x86_64}, {@code arm64} …
 * @param vcpus how many virtual processors it has, 0 where AWS does not say
 * @param gpus how many GPUs of NVIDIA's it has
 */
public record InstanceType(String name, Set<String> architectures, int vcpus, int gpus) {

	private static final Pattern FAMILY = Pattern.compile("[a-z]+[0-9]+(?<features>[a-z0-9-]*)\\..*");

	/**
	 * What a type of that name runs as far as its name tells: AWS's own processors have a
	 * g behind the generation.
	 * @param name such as {@code t4g.nano}
	 * @return {@code arm64} or {@code x86_64}
	 */
	public static String architectureByName(String name) {
		Matcher matcher = FAMILY.matcher(name);
		String features = matcher.matches() ? matcher.group("features") : "";
		boolean arm = features.startsWith("g") || features.contains("-gb") || name.startsWith("a1.")
				|| name.startsWith("mac2");
		return arm ? "arm64" : "x86_64";
	}

}
