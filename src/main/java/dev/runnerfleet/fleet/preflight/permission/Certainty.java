package dev.runnerfleet.fleet.preflight.permission;

import java.util.Map;
import java.util.Set;

import dev.runnerfleet.fleet.preflight.Plan;

/**
 * Tells a denial that a launch cannot get around from one that a simulation may be wrong
 * about: it knows only what it is told of, and not each launch makes each call.
 *
 * @param plan what is to be launched or changed
 * @param types the types of the resources that it has
 */
record Certainty(Plan plan, Set<String> types) {

	/** Calls without which there is nothing of a type. */
	private static final Map<String, String> MAKES = Map.ofEntries(Map.entry("s3:CreateBucket", "AWS::S3::Bucket"),
			Map.entry("secretsmanager:CreateSecret", "AWS::SecretsManager::Secret"),
			Map.entry("iam:CreateRole", "AWS::IAM::Role"), Map.entry("iam:PassRole", "AWS::IAM::InstanceProfile"),
			Map.entry("iam:CreateInstanceProfile", "AWS::IAM::InstanceProfile"),
			Map.entry("iam:AddRoleToInstanceProfile", "AWS::IAM::InstanceProfile"),
			Map.entry("ec2:CreateSecurityGroup", "AWS::EC2::SecurityGroup"),
			Map.entry("ec2:CreateLaunchTemplate", "AWS::EC2::LaunchTemplate"),
			Map.entry("ec2:AllocateAddress", "AWS::EC2::EIP"),
			Map.entry("autoscaling:CreateAutoScalingGroup", "AWS::AutoScaling::AutoScalingGroup"));

	private static final Set<String> LAUNCHES = Set.of("cloudformation:CreateStack");

	private static final Set<String> CHANGES = Set.of("cloudformation:CreateChangeSet",
			"cloudformation:ExecuteChangeSet");

	/**
	 * Why an action that is denied may still not be in the way.
	 * @return a sentence, blank if it surely is
	 */
	String doubt(Asked asked, String action) {
		if (!isNeeded(asked, action)) {
			return this.plan.isLaunch() ? "The launch itself may get by without it."
					: "Whether this change takes it is not known before.";
		}
		if (this.plan.name().isBlank()) {
			return "It was asked for an invented name, as the fleet has none yet.";
		}
		return action.startsWith("ec2:") || asked.question().resources().isEmpty()
				? "A policy may allow it for some resources alone, which AWS names only as they are made." : "";
	}

	private boolean isNeeded(Asked asked, String action) {
		if (asked.own()) {
			return action.equals("iam:PassRole") || (this.plan.isLaunch() ? LAUNCHES : CHANGES).contains(action);
		}
		if (action.equals("ec2:RunInstances")) {
			return this.plan.isLaunch();
		}
		return this.plan.isLaunch() && this.types.contains(MAKES.getOrDefault(action, ""));
	}

}
