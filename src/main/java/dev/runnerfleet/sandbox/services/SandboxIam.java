package dev.runnerfleet.sandbox.services;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;

/** Gives the sandbox's account its name. */
class SandboxIam implements IamClient {

	@Override
	public ListAccountAliasesResponse listAccountAliases(ListAccountAliasesRequest request) {
		return ListAccountAliasesResponse.builder().accountAliases("sandbox").isTruncated(false).build();
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
