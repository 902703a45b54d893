package dev.runnerfleet.sandbox;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.sandbox.account.AccountFault;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/** What the sandbox's account suffers from, as the portal's checks ask for it. */
class AccountFaultsTest {

	private static final String PORTAL = "arn:aws:iam::111122223333:role/runner-fleet-portal";

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void whatCannotBeSetAsAWholeChangesNothing() {
		this.sandbox.aws.account().set(Set.of(AccountFault.QUOTA, AccountFault.SPOT));
		Set<AccountFault> broken = new HashSet<>(Arrays.asList(AccountFault.ADDRESSES, null));
		assertThatNullPointerException().isThrownBy(() -> this.sandbox.aws.account().set(broken));
		assertThat(this.sandbox.aws.account().present()).containsOnly(AccountFault.QUOTA, AccountFault.SPOT);
	}

	@Test
	void thePortalLacksTheRightWhereCloudFormationWorksWithItsRights() {
		this.sandbox.aws.account().set(Set.of(AccountFault.ROLE_DENIED));
		assertThat(this.sandbox.aws.serviceRole()).isEmpty();
		assertThat(denied(PORTAL)).containsExactly("iam:CreateRole");
	}

	@Test
	void aServiceRoleLacksWhatThePortalHas() {
		this.sandbox.aws.account().set(Set.of(AccountFault.SERVICE_ROLE_DENIED));
		String role = this.sandbox.aws.serviceRole().orElseThrow();
		assertThat(denied(role)).containsExactly("iam:CreateRole");
		assertThat(denied(PORTAL)).isEmpty();
	}

	private List<String> denied(String identity) {
		return this.sandbox.aws.iam(Place.in("eu-central-1"))
			.simulatePrincipalPolicy((request) -> request.policySourceArn(identity)
				.actionNames("iam:CreateRole", "iam:PassRole", "ec2:RunInstances"))
			.evaluationResults()
			.stream()
			.filter((result) -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
			.map(EvaluationResult::evalActionName)
			.toList();
	}

}
