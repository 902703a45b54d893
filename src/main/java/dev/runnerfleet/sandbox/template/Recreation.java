package dev.runnerfleet.sandbox.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

import software.amazon.awssdk.services.cloudformation.model.RequiresRecreation;

/**
 * Knows which properties a resource cannot change without being replaced, as AWS
 * documents it for each type.
 */
public final class Recreation {

	private static final Map<String, Set<String>> ALWAYS = Map.of("AWS::EC2::Instance",
			Set.of("AvailabilityZone", "BlockDeviceMappings", "CpuOptions", "ImageId", "KeyName", "NetworkInterfaces",
					"PrivateIpAddress", "SecurityGroups", "SubnetId"),
			"AWS::EC2::SecurityGroup", Set.of("GroupDescription", "GroupName", "VpcId"), "AWS::EC2::LaunchTemplate",
			Set.of("LaunchTemplateName"), "AWS::EC2::EIP", Set.of("Domain"), "AWS::EC2::VPCEndpoint",
			Set.of("VpcId", "ServiceName", "VpcEndpointType"), "AWS::IAM::Role", Set.of("Path"),
			"AWS::IAM::InstanceProfile", Set.of("Path"), "AWS::IAM::ManagedPolicy", Set.of("Path", "Description"),
			"AWS::AutoScaling::AutoScalingGroup", Set.of("InstanceId"));

	/** In place for a machine whose root disk is a volume, as those of fleets are. */
	private static final Map<String, Set<String>> CONDITIONALLY = Map.of("AWS::EC2::Instance",
			Set.of("EbsOptimized", "InstanceType", "UserData"));

	private Recreation() {
	}

	public static RequiresRecreation of(String type, String property) {
		if (property.equals(NamingProperty.of(type)) || ALWAYS.getOrDefault(type, Set.of()).contains(property)) {
			return RequiresRecreation.ALWAYS;
		}
		return CONDITIONALLY.getOrDefault(type, Set.of()).contains(property) ? RequiresRecreation.CONDITIONALLY
				: RequiresRecreation.NEVER;
	}

	/** Whether a resource has to make way for one with other properties. */
	public static boolean isNeeded(String type, List<PropertyChange> changes) {
		return changes.stream().anyMatch((change) -> of(type, change.name()) == RequiresRecreation.ALWAYS);
	}

}
