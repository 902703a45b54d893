package dev.runnerfleet.fleet;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Addresses of things in the AWS console, in each of AWS's partitions. */
public final class ConsoleLinks {

	private static final Map<String, String> PAGES = Map.ofEntries(
			Map.entry("AWS::EC2::Instance", "ec2/home?region={region}#InstanceDetails:instanceId={id}"),
			Map.entry("AWS::EC2::SecurityGroup", "ec2/home?region={region}#SecurityGroup:groupId={id}"),
			Map.entry("AWS::EC2::LaunchTemplate",
					"ec2/home?region={region}#LaunchTemplateDetails:launchTemplateId={id}"),
			Map.entry("AWS::AutoScaling::AutoScalingGroup", "ec2/home?region={region}#AutoScalingGroupDetails:id={id}"),
			Map.entry("AWS::S3::Bucket", "s3/buckets/{id}?region={region}"),
			Map.entry("AWS::IAM::Role", "iam/home#/roles/details/{id}"),
			Map.entry("AWS::SecretsManager::Secret", "secretsmanager/secret?region={region}&name={id}"),
			Map.entry("AWS::EC2::EIP", "ec2/home?region={region}#ElasticIpDetails:PublicIp={id}"),
			Map.entry("AWS::EC2::VPC", "vpcconsole/home?region={region}#VpcDetails:VpcId={id}"),
			Map.entry("AWS::EC2::Subnet", "vpcconsole/home?region={region}#SubnetDetails:subnetId={id}"),
			Map.entry("AWS::EC2::NetworkAcl", "vpcconsole/home?region={region}#NetworkAclDetails:networkAclId={id}"),
			Map.entry("AWS::KMS::Key", "kms/home?region={region}#/kms/keys/{id}"),
			Map.entry("AWS::ServiceQuotas::Quota", "servicequotas/home/services/ec2/quotas/{id}?region={region}"),
			Map.entry("AWS::Logs::LogGroup", "cloudwatch/home?region={region}#logsV2:log-groups/log-group/{id}"));

	private ConsoleLinks() {
	}

	public static @Nullable String stack(String region, @Nullable String arn) {
		return (arn != null) ? fill("cloudformation/home?region={region}#/stacks/stackinfo?stackId={id}", region, arn)
				: null;
	}

	public static @Nullable String resource(String region, String type, @Nullable String physicalId) {
		String page = PAGES.get(type);
		return (page != null && physicalId != null && !physicalId.isEmpty()) ? fill(page, region, physicalId) : null;
	}

	/** A shell on an instance, in the browser. */
	public static String session(String region, String instanceId) {
		return page(region, "systems-manager/session-manager/" + instanceId + "?region={region}");
	}

	/**
	 * Any page of the console.
	 * @param region whose console
	 * @param page what follows the host, with {@code {region}} where that belongs
	 */
	public static String page(String region, String page) {
		return "https://" + host(region) + "/" + page.replace("{region}", region);
	}

	private static String fill(String page, String region, String id) {
		String once = URLEncoder.encode(id, StandardCharsets.UTF_8);
		// That page of the console takes names encoded twice, with a dollar for the
		// second time.
		String encoded = page.contains("#logsV2:") ? once.replace("%", "$25") : once;
		return page(region, page).replace("{id}", encoded);
	}

	private static String host(String region) {
		if (region.startsWith("cn-")) {
			return "console.amazonaws.cn";
		}
		return region.startsWith("us-gov-") ? "console.amazonaws-us-gov.com" : region + ".console.aws.amazon.com";
	}

}
