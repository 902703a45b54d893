package dev.runnerfleet.fleet;

import java.util.List;
import java.util.regex.Pattern;

import dev.runnerfleet.stack.Failure;
import dev.runnerfleet.stack.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed and what to do about it, for somebody who has never opened
 * CloudFormation.
 *
 * @param title what happened
 * @param next what to do next
 * @param failure AWS's own account of it
 */
record Diagnosis(String title, String next, Failure failure) {

	private static final List<Rule> RULES = List.of(
			new Rule("resource signal\\(s\\)|SUCCESS signal", "The manager did not report back in time.",
					"Most often its subnet has no route to the internet, or the manager cannot reach GitLab. "
							+ "Launch again in a subnet that is public or has a NAT gateway. "
							+ "If it got that far, its log group /runner-fleet/NAME tells more."),
			new Rule("UniqueId|FAILURE signal", "The manager could not set itself up.",
					"AWS passes on none of its words: they are in the log group /runner-fleet/NAME of the stack, in the stream "
							+ "INSTANCE/runner-fleet, also after a rollback. "
							+ "Most often it is the GitLab URL or the runner token: check them, then launch again."),
			new Rule("InsufficientInstanceCapacity|insufficient capacity|not have sufficient",
					"AWS has no such machine free in that zone.",
					"Launch again with a subnet in another zone, or with another instance type."),
			new Rule("VcpuLimitExceeded|vCPU limit|LimitExceeded|limit exceeded|quota",
					"A limit of the AWS account is reached.",
					"Remove what is no longer needed, or ask AWS for a higher quota, then launch again."),
			new Rule(
					"explicit deny in an? [a-z -]*(?:policy|boundary)|no (?:service control|resource control|session) policy allows",
					"A policy forbids it.",
					"Giving the portal a permission does not help. Ask whoever looks after the policy that is named below, "
							+ "then launch again."),
			new Rule("not authorized to use launch template", "A policy forbids what the launch template starts.",
					"Look for conditions on ec2:RunInstances and ec2:CreateTags: on tags, encryption, instance types or subnets. "
							+ "Then launch again."),
			new Rule("not authorized|AccessDenied|Access Denied|UnauthorizedOperation|not have permission",
					"The portal's AWS identity lacks a permission.",
					"Give it the permission that is named below, then launch again."),
			new Rule("BucketAlreadyExists|already owned by you|bucket.*already exists",
					"The cache bucket's name is taken.",
					"Bucket names are shared by the whole world. Launch again with another name, or leave it empty."),
			new Rule("already exists", "Something of that name is there already.",
					"Remove what an earlier launch left behind, or choose another name, then launch again."),
			new Rule("InvalidKeyPair|key pair", "The key pair does not exist in that region.",
					"Launch again with one of the region's key pairs, or with none."),
			new Rule("InvalidAMIID|image id|ImageId", "The machine image does not exist in that region.",
					"Leave the image at its default, or name one of that region, then launch again."),
			new Rule("removed outside of the portal", "The stack was removed outside of the portal.",
					"Launch again if you still need the fleet."),
			new Rule("Unsupported|not supported in your requested", "That instance type is not on offer there.",
					"Launch again with another instance type or a subnet in another zone."));

	/**
	 * Why an operation failed.
	 * @param kind what was asked
	 * @param failure its root cause, if it is known
	 */
	static @Nullable Diagnosis of(Operation.Kind kind, @Nullable Failure failure) {
		if (failure == null) {
			return null;
		}
		return switch (kind) {
			case LAUNCH, ADOPT -> ofLaunch(failure);
			case UPDATE, CONTINUE_ROLLBACK, OUTSIDE -> ofChange(failure);
			case REMOVE, RETRY -> ofRemoval(failure);
		};
	}

	private static Diagnosis ofLaunch(Failure failure) {
		return RULES.stream()
			.filter((rule) -> rule.fits(failure.reason()))
			.findFirst()
			.map((rule) -> new Diagnosis(rule.title, rule.next, failure))
			.orElseGet(() -> new Diagnosis(
					(failure.logicalId() != null) ? failure.logicalId() + " could not be created."
							: "AWS could not do what was asked.",
					"AWS's own words are below. Correct what they name and launch again.", failure));
	}

	/** The fleet is there, so launching again is no advice. */
	private static Diagnosis ofChange(Failure failure) {
		String title = RULES.stream()
			.filter((rule) -> rule.fits(failure.reason()))
			.findFirst()
			.map(Rule::title)
			.orElse((failure.logicalId() != null) ? failure.logicalId() + " could not be changed."
					: "AWS could not do what was asked.");
		return new Diagnosis(title,
				"AWS puts back what it had changed. Correct what it names below, then change the fleet again.",
				failure);
	}

	private static Diagnosis ofRemoval(Failure failure) {
		return (failure.logicalId() != null) ? new Diagnosis(failure.logicalId() + " could not be removed.",
				"Solve what AWS names below, then remove the fleet again; there you can also leave it alone.", failure)
				: new Diagnosis("The removal has stopped.",
						"Nothing is lost: solve what is named below, then remove the fleet again.", failure);
	}

	private record Rule(Pattern pattern, String title, String next) {

		Rule(String pattern, String title, String next) {
			this(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), title, next);
		}

		boolean fits(String reason) {
			return this.pattern.matcher(reason).find();
		}

	}

}
