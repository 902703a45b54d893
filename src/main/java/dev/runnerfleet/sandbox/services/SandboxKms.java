package dev.runnerfleet.sandbox.services;

import dev.runnerfleet.sandbox.account.SandboxAccount;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;

/**
 * Speaks KMS for the keys of one region: one that AWS manages, and one of the account's
 * own that nobody was granted.
 *
 * @param region the region's code
 */
record SandboxKms(String region) implements KmsClient {

	@Override
	public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
		return DescribeKeyResponse.builder()
			.keyMetadata((key) -> key.keyId(request.keyId())
				.arn(isOwn(request.keyId()) ? SandboxAccount.ownKey(this.region)
						: "arn:aws:kms:%s:%s:key/sandbox".formatted(this.region, SandboxAccount.ID))
				.keyManager(isOwn(request.keyId()) ? KeyManagerType.CUSTOMER : KeyManagerType.AWS)
				.keyState(KeyState.ENABLED))
			.build();
	}

	@Override
	public ListGrantsResponse listGrants(ListGrantsRequest request) {
		return ListGrantsResponse.builder().truncated(false).build();
	}

	/** Only the account itself may use it. */
	@Override
	public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
		return GetKeyPolicyResponse.builder()
			.policyName("default")
			.policy("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
					+ "\"arn:aws:iam::%s:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
						.formatted(SandboxAccount.ID))
			.build();
	}

	private boolean isOwn(String id) {
		return SandboxAccount.ownKey(this.region).contains(id);
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
