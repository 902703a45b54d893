package dev.runnerfleet.sandbox.story;

import java.util.Optional;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What {@code Fn::GetAtt} gives of a resource: plausible, and the same each time. */
public final class AttributeValues {

	private AttributeValues() {
	}

	public static String of(DeployedResource resource, String attribute, SandboxNetwork network) {
		String id = resource.physicalId();
		return switch (attribute) {
			case "Arn" -> arn(resource, network.region());
			case "Id", "GroupId", "LaunchTemplateId", "InstanceId", "AllocationId" -> id;
			case "LatestVersionNumber" -> String.valueOf(resource.version());
			case "DefaultVersionNumber" -> "1";
			case "PrivateIp" -> privateIp(resource, network);
			case "PrivateDnsName" ->
				"ip-%s.%s.compute.internal".formatted(privateIp(resource, network).replace('.', '-'), network.region());
			case "PublicIp" -> "203.0.113." + Ids.number(256, id);
			case "AvailabilityZone" ->
				subnet(resource, network).map(Subnet::availabilityZone).orElse(network.zones().get(0));
			case "VpcId" -> subnet(resource, network).map(Subnet::vpcId).orElse(resource.property("VpcId"));
			case "DomainName" -> id + ".s3.amazonaws.com";
			case "RegionalDomainName" -> "%s.s3.%s.amazonaws.com".formatted(id, network.region());
			case "QueueName", "TopicName", "FunctionName" -> id.substring(id.lastIndexOf('/') + 1);
			default -> id + "." + attribute;
		};
	}

	private static String arn(DeployedResource resource, String region) {
		String id = resource.physicalId();
		String scope = region + ":" + SandboxAccount.ID;
		return switch (resource.type()) {
			case "AWS::S3::Bucket" -> "arn:aws:s3:::" + id;
			case "AWS::IAM::Role" -> "arn:aws:iam::%s:role/%s".formatted(SandboxAccount.ID, id);
			case "AWS::IAM::InstanceProfile" -> "arn:aws:iam::%s:instance-profile/%s".formatted(SandboxAccount.ID, id);
			case "AWS::Logs::LogGroup" -> "arn:aws:logs:%s:log-group:%s:*".formatted(scope, id);
			case "AWS::Lambda::Function" -> "arn:aws:lambda:%s:function:%s".formatted(scope, id);
			case "AWS::AutoScaling::AutoScalingGroup" ->
				"arn:aws:autoscaling:%s:autoScalingGroup:%s:autoScalingGroupName/%s".formatted(scope, Ids.uuid(id), id);
			case "AWS::SQS::Queue" -> "arn:aws:sqs:%s:%s".formatted(scope, id.substring(id.lastIndexOf('/') + 1));
			case "AWS::Events::Rule" -> "arn:aws:events:%s:rule/%s".formatted(scope, id);
			default -> id.startsWith("arn:") ? id : "arn:aws:ec2:%s:resource/%s".formatted(scope, id);
		};
	}

	private static String privateIp(DeployedResource resource, SandboxNetwork network) {
		int host = 4 + Ids.number(250, resource.physicalId());
		return subnet(resource, network).map(Subnet::cidrBlock)
			.orElse("10.0.0.0/24")
			.replaceFirst("\\.0/24$", "." + host);
	}

	private static Optional<Subnet> subnet(DeployedResource resource, SandboxNetwork network) {
		return network.subnetsNamedIn(resource.properties()).stream().findFirst();
	}

}
