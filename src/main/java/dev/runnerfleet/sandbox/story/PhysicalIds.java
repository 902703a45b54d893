package dev.runnerfleet.sandbox.story;

import java.util.Locale;
import java.util.Map;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.stack.template.TemplateResource;

/**
 * Names things as AWS does: by the name asked for, an id of the service or a made-up
 * name.
 */
final class PhysicalIds {

	private static final Map<String, String> PREFIXES = Map.ofEntries(Map.entry("AWS::EC2::Instance", "i"),
			Map.entry("AWS::EC2::SecurityGroup", "sg"), Map.entry("AWS::EC2::SecurityGroupIngress", "sgr"),
			Map.entry("AWS::EC2::SecurityGroupEgress", "sgr"), Map.entry("AWS::EC2::LaunchTemplate", "lt"),
			Map.entry("AWS::EC2::Volume", "vol"), Map.entry("AWS::EC2::NetworkInterface", "eni"),
			Map.entry("AWS::EC2::VPCEndpoint", "vpce"), Map.entry("AWS::EC2::EIPAssociation", "eipassoc"));

	private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("AWS::S3::Bucket", "BucketName"),
			Map.entry("AWS::S3::BucketPolicy", "Bucket"), Map.entry("AWS::IAM::Role", "RoleName"),
			Map.entry("AWS::IAM::InstanceProfile", "InstanceProfileName"),
			Map.entry("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
			Map.entry("AWS::AutoScaling::AutoScalingGroup", "AutoScalingGroupName"),
			Map.entry("AWS::AutoScaling::LifecycleHook", "LifecycleHookName"),
			Map.entry("AWS::SecretsManager::Secret", "Name"), Map.entry("AWS::SSM::Parameter", "Name"),
			Map.entry("AWS::Logs::LogGroup", "LogGroupName"), Map.entry("AWS::Lambda::Function", "FunctionName"),
			Map.entry("AWS::CloudWatch::Alarm", "AlarmName"), Map.entry("AWS::CloudWatch::Dashboard", "DashboardName"),
			Map.entry("AWS::Events::Rule", "Name"), Map.entry("AWS::SNS::Topic", "TopicName"),
			Map.entry("AWS::SQS::Queue", "QueueName"));

	private PhysicalIds() {
	}

	/** The property that names a resource of a type, blank if none does. */
	static String namingProperty(String type) {
		return NAMES.getOrDefault(type, "");
	}

	/**
	 * Names a resource.
	 * @param generation blank for the stack's first resource of that logical id, else
	 * what tells it from its predecessors
	 */
	static String of(SandboxStack stack, TemplateResource resource, Map<String, Object> properties, String generation) {
		String type = resource.type();
		Object[] seed = generation.isEmpty() ? new Object[] { stack.id(), resource.logicalId() }
				: new Object[] { stack.id(), resource.logicalId(), generation };
		String prefix = PREFIXES.get(type);
		if (prefix != null) {
			return Ids.ec2(prefix, seed);
		}
		Object chosen = properties.get(namingProperty(type));
		String name = (chosen != null) ? String.valueOf(chosen) : madeUp(stack, resource, seed);
		String scope = stack.region() + ":" + SandboxAccount.ID;
		return switch (type) {
			case "AWS::S3::Bucket" -> name.toLowerCase(Locale.ROOT);
			case "AWS::IAM::ManagedPolicy" -> "arn:aws:iam::%s:policy/%s".formatted(SandboxAccount.ID, name);
			case "AWS::SecretsManager::Secret" -> "arn:aws:secretsmanager:%s:secret:%s-%s".formatted(scope, name,
					Ids.suffix(6, stack.id(), resource.logicalId(), type + generation));
			case "AWS::SNS::Topic" -> "arn:aws:sns:%s:%s".formatted(scope, name);
			case "AWS::SQS::Queue" ->
				"https://sqs.%s.amazonaws.com/%s/%s".formatted(stack.region(), SandboxAccount.ID, name);
			case "AWS::EC2::EIP" -> "203.0.113." + Ids.number(256, seed);
			default -> name;
		};
	}

	private static String madeUp(SandboxStack stack, TemplateResource resource, Object[] seed) {
		String name = stack.name() + "-" + resource.logicalId();
		// The longest that both S3 and IAM take, with room for the suffix.
		return name.substring(0, Math.min(name.length(), 50)) + "-" + Ids.suffix(12, seed);
	}

}
