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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NameCheckTest {

	private static final Plan PLAN = Plans.launch("docker-autoscaler", Map.of("CacheBucketName", "cache-of-blue"));

	private final FakeAccount account = new FakeAccount();

	private final RemovalDesk desk = new RemovalDesk(TestDatabase.H2);

	private final NameCheck check = new NameCheck(this.desk.stack.launcher, this.account.takenNames());

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

	@ParameterizedTest
	@CsvSource({ "404,0", "200,1", "403,1", "301,1" })
	void aBucketThatAChangeBringsIsLookedForToo(int status, int findings) {
		this.account.bucketStatus = status;
		assertThat(this.check.findings(Plans.change(PLAN, Map.of("CacheBucketName", "another"))))
			.as("what was %s", status)
			.hasSize(findings)
			.allMatch(Finding::stops);
	}

	/** AWS gives it a name that is free. */
	@Test
	void aBucketWithoutANameIsNotLookedFor() {
		this.account.bucketStatus = 403;
		assertThat(this.check.findings(Plans.launch("docker-autoscaler", Map.of()))).isEmpty();
	}

	/** CloudFormation shortens what it makes of the name, such as those of roles. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 36, 64, 127, 128 })
	void aNameOfAnyLengthThatAStackMayHaveIsRight(int length) {
		assertThat(this.check.findings(named("a".repeat(length)))).isEmpty();
	}

	/** CloudWatch lists whatever begins with the name. */
	@Test
	void aLogGroupOfALongerNameIsAnotherFleets() {
		this.account.logGroups.add("/runner-fleet/blue-green");
		assertThat(this.check.findings(PLAN)).isEmpty();
		assertThat(this.check.findings(named("blue-green"))).hasSize(1);
		assertThat(this.check.findings(named(""))).as("no name yet").isEmpty();
	}

	@Test
	void aNameThatAnotherFleetHasStopsAllButThatFleet() {
		this.desk.launch("docker-autoscaler", null);
		assertThat(this.check.findings(PLAN)).singleElement().satisfies((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.field()).isEqualTo("name");
		});
		assertThat(this.check.findings(again())).isEmpty();
	}

	private static Plan named(String name) {
		return new Plan(PLAN.place(), name, PLAN.blueprint(), PLAN.values(), PLAN.subnets(), PLAN.gitlabUrl(),
				PLAN.runnerToken(), Map.of(), null);
	}

	private static Plan again() {
		return new Plan(PLAN.place(), PLAN.name(), PLAN.blueprint(), PLAN.values(), PLAN.subnets(), PLAN.gitlabUrl(),
				PLAN.runnerToken(), Map.of(), UUID.randomUUID());
	}

}
