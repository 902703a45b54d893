package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.Set;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** Gives the sandbox's account its name, and the portal all the rights it needs. */
class SandboxIam implements IamClient {

	private final Set<AccountFault> faults;

	SandboxIam(Set<AccountFault> faults) {
		this.faults = faults;
	}

	@Override
	public ListAccountAliasesResponse listAccountAliases(ListAccountAliasesRequest request) {
		return ListAccountAliasesResponse.builder().accountAliases("sandbox").isTruncated(false).build();
	}

	@Override
	public GetRoleResponse getRole(GetRoleRequest request) {
		return GetRoleResponse.builder()
			.role((role) -> role.roleName(request.roleName())
				.path("/")
				.roleId("AROASANDBOXSANDBOX000")
				.createDate(Instant.EPOCH)
				.arn("arn:aws:iam::%s:role/%s".formatted(SandboxAccount.ID, request.roleName())))
			.build();
	}

	@Override
	public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(SimulatePrincipalPolicyRequest request) {
		return SimulatePrincipalPolicyResponse.builder()
			.evaluationResults(request.actionNames()
				.stream()
				.map((action) -> result(action, String.valueOf(request.policySourceArn())))
				.toList())
			.isTruncated(false)
			.build();
	}

	private EvaluationResult result(String action, String identity) {
		EvaluationResult.Builder result = EvaluationResult.builder()
			.evalActionName(action)
			.evalResourceName("*")
			.evalDecision(PolicyEvaluationDecisionType.ALLOWED);
		for (AccountFault fault : this.faults) {
			if (fault.denies(action, identity)) {
				boolean organisation = fault == AccountFault.ORGANISATION;
				result
					.evalDecision(organisation ? PolicyEvaluationDecisionType.EXPLICIT_DENY
							: PolicyEvaluationDecisionType.IMPLICIT_DENY)
					.organizationsDecisionDetail((detail) -> detail.allowedByOrganizations(!organisation));
				if (fault == AccountFault.BOUNDARY) {
					result.permissionsBoundaryDecisionDetail((detail) -> detail.allowedByPermissionsBoundary(false));
				}
			}
		}
		return result.build();
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
