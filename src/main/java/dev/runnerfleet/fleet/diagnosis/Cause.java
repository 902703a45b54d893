package dev.runnerfleet.fleet.diagnosis;

import java.util.List;
import java.util.regex.Pattern;

import dev.runnerfleet.stack.OperationFailure;
import org.jspecify.annotations.Nullable;

/**
 * What lies behind a failure, for somebody who has never opened CloudFormation.
 *
 * @param pattern what AWS's own words are known by
 * @param title what happened
 * @param remedy what to set right, whatever is done afterwards
 * @param values whether that takes other values
 * @param logged whether the manager's log group tells more; CloudFormation does not carry
 * its words
 * @param fields parameters of the launch that it may lie in; {@code InstanceType} and
 * {@code ImageId} are the manager's or the workers', whichever failed
 */
public record Cause(Pattern pattern, String title, String remedy, boolean values, boolean logged, List<String> fields) {

	private static final List<Cause> KNOWN = List.of(
			manager("resource signal\\(s\\)|SUCCESS signal", "The manager did not report back in time.",
					"Most often its subnet has no route to the internet, or the manager cannot reach GitLab: "
							+ "choose a subnet that is public or has a NAT gateway, and check the GitLab URL. "
							+ "If the manager got that far, its log group tells more.",
					"SubnetIds", "GitlabUrl"),
			manager("UniqueId|FAILURE signal", "The manager could not set itself up.",
					"AWS passes on none of its words: they are in its log group, in the stream INSTANCE/runner-fleet, "
							+ "also after a rollback. Most often it is the GitLab URL or the runner token: check both.",
					"RunnerToken", "GitlabUrl"),
			values("InsufficientInstanceCapacity|insufficient capacity|not have sufficient",
					"AWS has no such machine free in that zone.",
					"Choose a subnet in another zone, or another instance type.", "SubnetIds", "InstanceType"),
			values("InvalidSubnet|subnet ID", "The subnet does not exist in that region.", "Choose subnets of the VPC.",
					"SubnetIds"),
			elsewhere("VcpuLimitExceeded|vCPU limit|LimitExceeded|limit exceeded|quota",
					"A limit of the AWS account is reached.",
					"Remove what is no longer needed, or ask AWS for a higher quota."),
			elsewhere(
					"explicit deny in an? [a-z -]*(?:policy|boundary)|no (?:service control|resource control|session) policy allows",
					"A policy forbids it.",
					"Giving the portal a permission does not help: ask whoever looks after the policy that is named below."),
			elsewhere("not authorized to use launch template", "A policy forbids what the launch template starts.",
					"Look for conditions on ec2:RunInstances and ec2:CreateTags: on tags, encryption, instance types or subnets."),
			elsewhere("not authorized|AccessDenied|Access Denied|UnauthorizedOperation|not have permission",
					"The portal's AWS identity lacks a permission.", "Give it the permission that is named below."),
			values("BucketAlreadyExists|already owned by you|bucket.*already exists",
					"The cache bucket's name is taken.",
					"Bucket names are shared by the whole world. Choose another name, or leave it empty.",
					"CacheBucketName"),
			values("already exists", "Something of that name is there already.",
					"Remove what an earlier launch left behind, or choose another name."),
			values("InvalidKeyPair|key pair", "The key pair does not exist in that region.",
					"Choose one of the region's key pairs, or none.", "ManagerKeyPair"),
			values("InvalidAMIID|image id|ImageId", "The machine image does not exist in that region.",
					"Leave the image at its default, or name one of that region.", "ImageId"),
			values("Unsupported|not supported in your requested", "That instance type is not on offer there.",
					"Choose another instance type or a subnet in another zone.", "InstanceType", "SubnetIds"));

	private static Cause manager(String pattern, String title, String remedy, String... fields) {
		return new Cause(compiled(pattern), title, remedy, true, true, List.of(fields));
	}

	private static Cause values(String pattern, String title, String remedy, String... fields) {
		return new Cause(compiled(pattern), title, remedy, true, false, List.of(fields));
	}

	private static Cause elsewhere(String pattern, String title, String remedy) {
		return new Cause(compiled(pattern), title, remedy, false, false, List.of());
	}

	/**
	 * The cause of a failure.
	 * @param failure what AWS said
	 * @param done what could not be done, such as {@code created}
	 */
	public static Cause of(@Nullable OperationFailure failure, String done) {
		if (failure == null) {
			return new Cause(compiled(""), "AWS could not do what was asked.", "", true, false, List.of());
		}
		return KNOWN.stream()
			.filter((cause) -> cause.pattern.matcher(failure.reason()).find())
			.findFirst()
			.orElseGet(() -> new Cause(compiled(""),
					(failure.logicalId() != null) ? "%s could not be %s.".formatted(failure.logicalId(), done)
							: "AWS could not do what was asked.",
					"Correct what AWS names below.", true, false, List.of()));
	}

	private static Pattern compiled(String pattern) {
		return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
	}

}
