package dev.runnerfleet.sandbox.template;

import java.util.Map;

/** The property by which a resource of a type can be given a name of one's own. */
public final class NamingProperty {

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

	private NamingProperty() {
	}

	/** The property that names a resource of a type, blank if none does. */
	public static String of(String type) {
		return NAMES.getOrDefault(type, "");
	}

}
