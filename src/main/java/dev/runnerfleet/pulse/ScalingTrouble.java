package dev.runnerfleet.pulse;

import java.util.List;
import java.util.regex.Pattern;

import dev.runnerfleet.pulse.Health.Fault;
import dev.runnerfleet.pulse.Health.Step;

/**
 * Why no worker could be started, in words: AWS's code is for those who know it.
 *
 * @param words what is the matter, to be read after a colon
 * @param advice what to do about it
 * @param step what the advice names first
 * @param fault where the fault lies
 */
record ScalingTrouble(String words, String advice, Step step, Fault fault) {

	private static final List<Known> KNOWN = List.of(
			new Known("InsufficientInstanceCapacity|UnfulfillableCapacity|insufficient capacity|do not have sufficient",
					"AWS has no capacity for them now",
					"It tries again by itself. If it lasts, choose other or more instance types with Change.",
					Step.CHANGE, Fault.AWS),
			new Known("MaxSpotInstanceCountExceeded|spot instance count", "the limit for spot instances is reached",
					"Ask AWS for more under Service Quotas in its console, or turn spot off with Change.",
					Step.RAISE_QUOTA, Fault.ACCOUNT),
			new Known("VcpuLimitExceeded|InstanceLimitExceeded|vCPU", "vCPU limit reached",
					"Ask AWS for more under Service Quotas in its console, or choose smaller workers with Change.",
					Step.RAISE_QUOTA, Fault.ACCOUNT),
			new Known("SpotMaxPriceTooLow|SpotBidTooLow|price", "the spot price is too low",
					"Raise the price or leave it empty with Change.", Step.CHANGE, Fault.FLEET),
			new Known("InsufficientFreeAddressesInSubnet|free address", "the subnet has no free addresses",
					"Choose a larger subnet with Change, or end what else takes addresses there.", Step.CHANGE,
					Fault.FLEET),
			new Known("InvalidAMIID|InvalidAMI|\\bAMI\\b|image id", "their image is not there",
					"Choose another worker image with Change.", Step.CHANGE, Fault.FLEET),
			new Known("KMS|InvalidKey|Client\\.InternalError", "the key of their disks cannot be used",
					"Let Auto Scaling’s service role use the account’s default key for EBS by a grant.", Step.NONE,
					Fault.ACCOUNT),
			new Known("Unsupported|not supported|InvalidInstanceType", "AWS does not start that type there",
					"Choose another instance type, or a zone and an image that go with it, with Change.", Step.CHANGE,
					Fault.FLEET),
			new Known("UnauthorizedOperation|AccessDenied|not authorized", "AWS does not allow it",
					"Whoever looks after the AWS account can see in CloudTrail what was refused.", Step.NONE,
					Fault.ACCOUNT),
			new Known("RequestLimitExceeded|Throttling|rate exceeded", "AWS asks to slow down",
					"It tries again by itself.", Step.NONE, Fault.AWS));

	static ScalingTrouble of(String code, String words) {
		String text = code + " " + words;
		return KNOWN.stream()
			.filter((known) -> known.fits(code) || known.fits(text))
			.findFirst()
			.map((known) -> new ScalingTrouble(known.words(), Health.quoting(known.advice(), words), known.step(),
					known.fault()))
			.orElseGet(() -> new ScalingTrouble(firstOf(code, words),
					Health.quoting("The group’s activities in the AWS console tell more.", words), Step.NONE,
					Fault.UNKNOWN));
	}

	private static String firstOf(String code, String words) {
		return !code.isBlank() ? code : words.isBlank() ? "AWS gave no reason" : cut(words);
	}

	private static String cut(String words) {
		return (words.length() > 120) ? words.substring(0, 119) + "…" : words;
	}

	private record Known(String pattern, String words, String advice, Step step, Fault fault) {

		boolean fits(String text) {
			return Pattern.compile(this.pattern, Pattern.CASE_INSENSITIVE).matcher(text).find();
		}

	}

}
