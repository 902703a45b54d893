package dev.runnerfleet.account;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

import org.springframework.stereotype.Component;

/**
 * Tells what the account may have, and with which key its disks are encrypted. Every
 * method throws {@link AwsFailure} where AWS refuses or does not answer.
 */
@Component
public class Allowances {

	/** The code of the quota of Elastic IP addresses in VPCs. */
	public static final String FIXED_ADDRESSES = "L-0263D0A3";

	/** Who provides addresses that the quota counts; others are brought along. */
	private static final String PROVIDER = "amazon";

	/** The role that Auto Scaling starts machines as. */
	private static final String AUTO_SCALING = "AWSServiceRoleForAutoScaling";

	private static final Pattern EVERYBODY = Pattern.compile("\"(?:Principal|AWS)\"\\s*:\\s*\\[?\\s*\"\\*\"");

	private final Aws aws;

	Allowances(Aws aws) {
		this.aws = aws;
	}

	/** How machines are paid for, each with a quota of its own. */
	public enum Market {

		ON_DEMAND("on-demand", "L-1216C47A"), SPOT("spot", "L-34B43A08");

		private final String words;

		private final String quota;

		Market(String words, String quota) {
			this.words = words;
			this.quota = quota;
		}

		public String words() {
			return this.words;
		}

		/** The quota's code. */
		public String quota() {
			return this.quota;
		}

		/** Whether the quota counts machines of a type, such as {@code t3.micro}. */
		public static boolean counts(String type) {
			return type.matches("(?i)[acdhimrtz]\\d.*") && !type.toLowerCase(Locale.ROOT).startsWith("mac");
		}

	}

	/** How many virtual processors standard machines may have at the same time. */
	public int vcpus(Place place, Market market) {
		return AwsFailure.guard("servicequotas:GetServiceQuota",
				() -> (int) this.aws.quotas(place).value("ec2", market.quota));
	}

	/** How many Elastic IP addresses there may be and are. */
	public FixedAddresses fixedAddresses(Place place) {
		int quota = AwsFailure.guard("servicequotas:GetServiceQuota",
				() -> (int) this.aws.quotas(place).value("ec2", FIXED_ADDRESSES));
		List<Address> addresses = AwsFailure
			.guard("ec2:DescribeAddresses", () -> this.aws.ec2(place).describeAddresses((request) -> {
			}))
			.addresses();
		return new FixedAddresses(quota, (int) addresses.stream().filter(Allowances::isCounted).count());
	}

	private static boolean isCounted(Address address) {
		return address.publicIpv4Pool() == null || address.publicIpv4Pool().equals(PROVIDER);
	}

	/**
	 * The key that disks are encrypted with where nobody names one.
	 * @return blank where it is AWS's own
	 */
	public String defaultDiskKey(Place place) {
		String key = AwsFailure
			.guard("ec2:GetEbsDefaultKmsKeyId", () -> this.aws.ec2(place).getEbsDefaultKmsKeyId((request) -> {
			}))
			.kmsKeyId();
		return (key == null || key.endsWith("alias/aws/ebs")) ? "" : key;
	}

	/** What is known of a key. */
	public DiskKey diskKey(Place place, String key) {
		KeyMetadata metadata = AwsFailure
			.guard("kms:DescribeKey", () -> this.aws.kms(place).describeKey((request) -> request.keyId(key)))
			.keyMetadata();
		boolean own = metadata.keyManager() == KeyManagerType.CUSTOMER;
		boolean usable = metadata.keyState() == KeyState.ENABLED;
		return new DiskKey(metadata.arn(), usable, !own || !usable || isGranted(place, metadata.arn()));
	}

	private boolean isGranted(Place place, String arn) {
		boolean granted = AwsFailure.guard("kms:ListGrants",
				() -> this.aws.kms(place)
					.listGrantsPaginator((request) -> request.keyId(arn))
					.grants()
					.stream()
					.map(GrantListEntry::granteePrincipal)
					.anyMatch((grantee) -> grantee != null && grantee.contains(AUTO_SCALING)));
		return granted
				|| lets(AwsFailure
					.guard("kms:GetKeyPolicy",
							() -> this.aws.kms(place)
								.getKeyPolicy((request) -> request.keyId(arn).policyName("default")))
					.policy());
	}

	/**
	 * A policy like that of AWS's own key names everybody, and bounds them by conditions.
	 */
	private static boolean lets(String policy) {
		return policy.contains(AUTO_SCALING) || EVERYBODY.matcher(policy).find();
	}

	/**
	 * Elastic IP addresses of an account in a region.
	 *
	 * @param quota how many it may have
	 * @param used how many it has, whoever uses them
	 */
	public record FixedAddresses(int quota, int used) {

		/** Whether none can be added. */
		public boolean exhausted() {
			return this.used >= this.quota;
		}

	}

	/**
	 * A key for disks.
	 *
	 * @param arn its ARN
	 * @param usable whether it is enabled
	 * @param forAutoScaling whether Auto Scaling may use it, by a grant or by its policy
	 */
	public record DiskKey(String arn, boolean usable, boolean forAutoScaling) {

		/** The command that lets Auto Scaling use it. */
		public String grant(Place place) {
			String account = this.arn.split(":")[4];
			return "aws kms create-grant --region %s --key-id %s --grantee-principal arn:%s:iam::%s:role/aws-service-role/autoscaling.amazonaws.com/%s --operations Encrypt Decrypt ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyWithoutPlaintext DescribeKey CreateGrant"
				.formatted(place.region(), this.arn, this.arn.split(":")[1], account, AUTO_SCALING);
		}

	}

}
