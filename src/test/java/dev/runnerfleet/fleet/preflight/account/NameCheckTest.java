package dev.runnerfleet.fleet.preflight.account;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.account.FakeAccount;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.fleet.removal.RemovalDesk;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NameCheckTest {

	private static final Plan PLAN = Plans.launch("docker-autoscaler", Map.of("CacheBucketName", "cache-of-blue"));

	private final FakeAccount account = new FakeAccount();

	private final NameCheck check = new NameCheck(new RemovalDesk(TestDatabase.H2).stack.launcher,
			this.account.takenNames());

	@Test
	void whatIsFreeNeedsNoWord() {
		assertThat(this.check.findings(PLAN)).isEmpty();
	}

	@Test
	void aBucketThatIsThereStopsWhoseverItIs() {
		this.account.bucketStatus = 200;
		assertThat(this.check.findings(PLAN)).singleElement()
			.satisfies((finding) -> assertThat(finding.words()).contains("already has a bucket cache-of-blue"));
		this.account.bucketStatus = 403;
		assertThat(this.check.findings(PLAN)).singleElement()
			.satisfies((finding) -> assertThat(finding.words()).contains("cache-of-blue is taken"));
		assertThat(this.check.findings(Plans.change(PLAN, Map.of()))).as("it stays").isEmpty();
	}

	@Test
	void whatAFailedLaunchHasLeftIsNotInTheWayOfTheNext() {
		this.account.bucketStatus = 200;
		assertThat(this.check.findings(again())).isEmpty();
		this.account.bucketStatus = 403;
		assertThat(this.check.findings(again())).extracting(Finding::stops).isEqualTo(List.of(true));
	}

	@Test
	void anEarlierLogGroupIsNoted() {
		this.account.logGroups.add("/runner-fleet/blue");
		assertThat(this.check.findings(PLAN)).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTES);
			assertThat(finding.message()).contains("/runner-fleet/blue");
		});
	}

	private static Plan again() {
		return new Plan(PLAN.place(), PLAN.name(), PLAN.blueprint(), PLAN.values(), PLAN.subnets(), PLAN.gitlabUrl(),
				PLAN.runnerToken(), Map.of(), UUID.randomUUID());
	}

}
