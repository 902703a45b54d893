package dev.runnerfleet.fleet.preflight.machine;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.account.FakeAccount;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DiskKeyCheckTest {

	private static final String AUTO_SCALING = "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

	private final FakeAccount account = new FakeAccount();

	@BeforeEach
	void ownKey() {
		this.account.diskKey = FakeAccount.KEY;
	}

	@Test
	void awssKeyNeedsNoWord() {
		this.account.diskKey = "alias/aws/ebs";
		assertThat(findings("docker-autoscaler")).isEmpty();
		this.account.diskKey = FakeAccount.KEY;
		this.account.keyManager = "AWS";
		assertThat(findings("docker-autoscaler")).isEmpty();
	}

	@Test
	void anOwnKeyNeedsAGrantForAutoScaling() {
		assertThat(findings("docker-autoscaler")).singleElement().satisfies((finding) -> {
			assertThat(finding.warns()).isTrue();
			assertThat(finding.remedy()).contains("aws kms create-grant", FakeAccount.KEY, AUTO_SCALING);
		});
		assertThat(findings("docker-machine")).isEmpty();
	}

	@Test
	void aGrantOrThePolicyOfTheKeyWillDo() {
		this.account.grantees.add(AUTO_SCALING);
		assertThat(findings("docker-autoscaler")).isEmpty();
		this.account.grantees.clear();
		this.account.keyPolicy = "{\"Principal\": {\"AWS\": \"%s\"}}".formatted(AUTO_SCALING);
		assertThat(findings("docker-autoscaler")).isEmpty();
		this.account.keyPolicy = "{\"Principal\": {\"AWS\": \"*\"}, \"Condition\": {}}";
		assertThat(findings("docker-autoscaler")).isEmpty();
	}

	@Test
	void aKeyThatIsNotEnabledStops() {
		this.account.keyState = "PendingDeletion";
		assertThat(findings("docker-machine")).singleElement()
			.satisfies((finding) -> assertThat(finding.stops()).isTrue());
	}

	@Test
	void theFleetsKeyComesBeforeTheAccounts() {
		this.account.diskKey = "alias/aws/ebs";
		assertThat(findings(Map.of("KmsKeyArn", FakeAccount.KEY))).singleElement().satisfies((finding) -> {
			assertThat(finding.warns()).isTrue();
			assertThat(finding.field()).isEqualTo("parameters[KmsKeyArn]");
			assertThat(finding.remedy()).contains("aws kms create-grant", FakeAccount.KEY, AUTO_SCALING);
		});
		this.account.grantees.add(AUTO_SCALING);
		assertThat(findings(Map.of("KmsKeyArn", FakeAccount.KEY))).isEmpty();
	}

	private List<Finding> findings(Map<String, String> values) {
		return new DiskKeyCheck(this.account.allowances()).findings(Plans.launch("docker-autoscaler", values));
	}

	private List<Finding> findings(String blueprint) {
		return new DiskKeyCheck(this.account.allowances()).findings(Plans.launch(blueprint, Map.of()));
	}

}
