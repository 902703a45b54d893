package dev.runnerfleet.sandbox.story;

import java.util.Locale;
import java.util.Map;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.template.NamingProperty;
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

	private PhysicalIds() {
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
		Object chosen = properties.get(NamingProperty.of(type));
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
