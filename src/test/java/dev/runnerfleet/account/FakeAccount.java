package dev.runnerfleet.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.account.Allowances.Market;
import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.aws.ServiceQuotas;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** An account in which all is well, until a test changes something. */
public class FakeAccount implements AwsOfOne {

	public static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/0a1b";

	/** Quotas by the market that they are for. */
	public final Map<Market, Integer> quotas = new HashMap<>(Map.of(Market.ON_DEMAND, 256, Market.SPOT, 256));

	/** How many Elastic IP addresses there may be; asking for less than none is wrong. */
	public int fixedAddresses = 5;

	/** The pool of each Elastic IP address that there is. */
	public final List<String> addresses = new ArrayList<>();

	public String diskKey = "alias/aws/ebs";

	public String keyManager = "CUSTOMER";

	public String keyState = "Enabled";

	public String keyPolicy = "{}";

	public final List<String> grantees = new ArrayList<>();

	/** What S3 answers to whoever asks for a bucket. */
	public int bucketStatus = 404;

	public final List<String> logGroups = new ArrayList<>();

	public @Nullable Instant credentialsEnd;

	public String arn = "arn:aws:sts::111122223333:assumed-role/portal/i-0abc";

	public Allowances allowances() {
		return new Allowances(this);
	}

	public TakenNames takenNames() {
		return new TakenNames(this);
	}

	public Identities identities(Clock clock) {
		return new Identities(this, new PageReads(Duration.ZERO, Duration.ZERO, Duration.ZERO), clock);
	}

	@Override
	public Optional<Instant> credentialsEnd() {
		return Optional.ofNullable(this.credentialsEnd);
	}

	@Override
	public ServiceQuotas quotas(Place place) {
		return (service, code) -> code.equals(Allowances.FIXED_ADDRESSES) ? fixedAddresses()
				: this.quotas.entrySet()
					.stream()
					.filter((quota) -> quota.getKey().quota().equals(code))
					.mapToInt(Map.Entry::getValue)
					.findFirst()
					.orElseThrow();
	}

	private int fixedAddresses() {
		assertThat(this.fixedAddresses).as("nobody is to ask").isNotNegative();
		return this.fixedAddresses;
	}

	@Override
	public StsClient sts(Place place) {
		return new StsClient() {
			@Override
			public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
				return GetCallerIdentityResponse.builder().account("111122223333").arn(FakeAccount.this.arn).build();
			}

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}
		};
	}

	@Override
	public IamClient iam(Place place) {
		return new IamClient() {
			@Override
			public ListAccountAliasesResponse listAccountAliases(ListAccountAliasesRequest request) {
				return ListAccountAliasesResponse.builder().accountAliases("blue-ci").build();
			}

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}
		};
	}

	@Override
	public Ec2Client ec2(Place place) {
		return new Ec2Client() {
			@Override
			public DescribeAddressesResponse describeAddresses(DescribeAddressesRequest request) {
				return DescribeAddressesResponse.builder()
					.addresses(FakeAccount.this.addresses.stream()
						.map((pool) -> Address.builder().publicIpv4Pool(pool).build())
						.toList())
					.build();
			}

			@Override
			public GetEbsDefaultKmsKeyIdResponse getEbsDefaultKmsKeyId(GetEbsDefaultKmsKeyIdRequest request) {
				return GetEbsDefaultKmsKeyIdResponse.builder().kmsKeyId(FakeAccount.this.diskKey).build();
			}

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}
		};
	}

	@Override
	public KmsClient kms(Place place) {
		return new KmsClient() {
			@Override
			public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
				return DescribeKeyResponse.builder()
					.keyMetadata((key) -> key.keyId(request.keyId())
						.arn(KEY)
						.keyManager(FakeAccount.this.keyManager)
						.keyState(FakeAccount.this.keyState))
					.build();
			}

			@Override
			public ListGrantsResponse listGrants(ListGrantsRequest request) {
				return ListGrantsResponse.builder()
					.grants(FakeAccount.this.grantees.stream()
						.map((grantee) -> GrantListEntry.builder().granteePrincipal(grantee).build())
						.toList())
					.truncated(false)
					.build();
			}

			@Override
			public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
				return GetKeyPolicyResponse.builder().policy(FakeAccount.this.keyPolicy).build();
			}

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}
		};
	}

	@Override
	public S3Client s3(Place place) {
		return new S3Client() {
			@Override
			public HeadBucketResponse headBucket(HeadBucketRequest request) {
				if (FakeAccount.this.bucketStatus != 200) {
					throw S3Exception.builder().statusCode(FakeAccount.this.bucketStatus).build();
				}
				return HeadBucketResponse.builder().build();
			}

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}
		};
	}

	@Override
	public CloudWatchLogsClient logs(Place place) {
		return new CloudWatchLogsClient() {
			@Override
			public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
				return DescribeLogGroupsResponse.builder()
					.logGroups(FakeAccount.this.logGroups.stream()
						.filter((name) -> name.startsWith(request.logGroupNamePrefix()))
						.map((name) -> LogGroup.builder().logGroupName(name).build())
						.toList())
					.build();
			}

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}
		};
	}

}
