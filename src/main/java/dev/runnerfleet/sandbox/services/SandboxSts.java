package dev.runnerfleet.sandbox.services;

import dev.runnerfleet.sandbox.account.SandboxAccount;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Tells who the portal is in the sandbox's account. */
class SandboxSts implements StsClient {

	@Override
	public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
		return GetCallerIdentityResponse.builder()
			.account(SandboxAccount.ID)
			.arn("arn:aws:sts::" + SandboxAccount.ID + ":assumed-role/runner-fleet-portal/sandbox")
			.userId("AROASANDBOXSANDBOX000:sandbox")
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
