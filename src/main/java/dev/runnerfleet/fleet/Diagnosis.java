package dev.runnerfleet.fleet;

import java.util.List;
import java.util.regex.Pattern;

import dev.runnerfleet.stack.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Why a launch failed and what to do about it, for somebody who has never opened
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
							+ "The manager's log group, if it got that far, tells more."),
			new Rule("UniqueId|FAILURE signal", "The manager could not set itself up.",
					"Its own words are below, and its log group keeps the whole story. "
							+ "Check the GitLab URL and the runner token, then launch again."),
			new Rule("InsufficientInstanceCapacity|insufficient capacity|not have sufficient",
					"AWS has no such machine free in that zone.",
					"Launch again with a subnet in another zone, or with another instance type."),
			new Rule("VcpuLimitExceeded|vCPU limit|LimitExceeded|limit exceeded|quota",
					"A limit of the AWS account is reached.",
					"Remove what is no longer needed, or ask AWS for a higher quota, then launch again."),
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

	static @Nullable Diagnosis of(@Nullable Failure failure) {
		if (failure == null) {
			return null;
		}
		return RULES.stream()
			.filter((rule) -> rule.fits(failure.reason()))
			.findFirst()
			.map((rule) -> new Diagnosis(rule.title, rule.next, failure))
			.orElseGet(() -> new Diagnosis(
					(failure.logicalId() != null) ? failure.logicalId() + " could not be created."
							: "AWS could not do what was asked.",
					"AWS's own words are below. Correct what they name and launch again.", failure));
	}

	/** Why a removal, or that of what is left of a failed launch, has stopped. */
	static @Nullable Diagnosis ofRemoval(@Nullable Failure failure) {
		if (failure == null) {
			return null;
		}
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
