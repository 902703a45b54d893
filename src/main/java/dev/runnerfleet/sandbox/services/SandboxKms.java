package dev.runnerfleet.sandbox.services;

import dev.runnerfleet.sandbox.account.SandboxAccount;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * Speaks KMS for the keys of one region, each of which AWS manages.
 *
 * @param region the region's code
 */
record SandboxKms(String region) implements KmsClient {

	@Override
	public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
		return DescribeKeyResponse.builder()
			.keyMetadata((key) -> key.keyId(request.keyId())
				.arn("arn:aws:kms:%s:%s:key/sandbox".formatted(this.region, SandboxAccount.ID))
				.keyManager(KeyManagerType.AWS)
				.keyState(KeyState.ENABLED))
			.build();
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
