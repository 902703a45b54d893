package dev.runnerfleet.pulse;

import java.time.Instant;
import java.util.stream.Stream;

import dev.runnerfleet.pulse.Health.Fault;
import dev.runnerfleet.pulse.Health.Step;
import dev.runnerfleet.pulse.Vitals.Machine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Each advice says as a type, too, what it names first and where the fault lies. */
class HealthWordsTest {

	private static final Instant NOW = Instant.parse("2027-01-15T12:06:00Z");

	@ParameterizedTest
	@MethodSource
	void anAdviceComesWithItsStep(Health health, Step step) {
		assertThat(health.step()).as(health.advice()).isEqualTo(step);
		assertThat(health.words() + health.advice()).doesNotContain("'");
		assertThat(health.fault()).isEqualTo(Fault.FLEET);
	}

	static Stream<Object> anAdviceComesWithItsStep() {
		return Stream.of(argumentSet("no answer", HealthWords.notPolling(502, true, NOW, NOW), Step.READ_LOG),
				argumentSet("unread", HealthWords.unread("runner: timed out", NOW), Step.READ_LOG),
				argumentSet("no runner", HealthWords.runnerDown("runner: refused", NOW, NOW), Step.READ_LOG),
				argumentSet("refused", HealthWords.refused(403, NOW), Step.GIVE_TOKEN),
				argumentSet("ends", HealthWords.tokenEnds(NOW.plusSeconds(60), NOW), Step.GIVE_TOKEN),
				argumentSet("never ready", HealthWords.neverReady(NOW), Step.READ_LOG),
				argumentSet("stopped", HealthWords.gone(vitals(Machine.STOPPED, null), NOW), Step.OPEN_EC2),
				argumentSet("impaired", HealthWords.gone(vitals(Machine.IMPAIRED, null), NOW), Step.OPEN_EC2),
				argumentSet("terminated", HealthWords.gone(vitals(Machine.TERMINATED, null), NOW), Step.CHANGE_DISK),
				argumentSet("followed", HealthWords.gone(grouped(Machine.TERMINATED), NOW), Step.OPEN_GROUP),
				argumentSet("runs in silence", HealthWords.silent(vitals(Machine.RUNNING, null), NOW), Step.READ_LOG),
				argumentSet("silent", HealthWords.silent(vitals(Machine.UNASKED, null), NOW), Step.NONE),
				argumentSet("unreadable", HealthWords.silent(vitals(Machine.UNASKED, "No log there."), NOW), Step.NONE),
				argumentSet("never read", HealthWords.unknown(vitals(Machine.UNASKED, "No log there."), NOW),
						Step.NONE),
				argumentSet("nothing yet", HealthWords.nothingYet(NOW), Step.READ_LOG),
				argumentSet("older", HealthWords.older(NOW), Step.RENEW_BLUEPRINT),
				argumentSet("being changed", HealthWords.changing(NOW, NOW), Step.NONE),
				argumentSet("not in force", HealthWords.notInForce("", NOW), Step.CHANGE));
	}

	@ParameterizedTest
	@CsvSource({ "InsufficientInstanceCapacity, CHANGE, AWS", "MaxSpotInstanceCountExceeded, RAISE_QUOTA, ACCOUNT",
			"VcpuLimitExceeded, RAISE_QUOTA, ACCOUNT", "SpotMaxPriceTooLow, CHANGE, FLEET",
			"InsufficientFreeAddressesInSubnet, CHANGE, FLEET", "InvalidAMIID.NotFound, CHANGE, FLEET",
			"Client.InternalError, NONE, ACCOUNT", "Unsupported, CHANGE, FLEET", "UnauthorizedOperation, NONE, ACCOUNT",
			"RequestLimitExceeded, NONE, AWS", "OddThing, NONE, UNKNOWN", "'', NONE, UNKNOWN" })
	void whatAwsRefusesComesWithItsStepAndFault(String code, Step step, Fault fault) {
		assertThat(HealthWords.cannotScale(new Pulse.Scaling(NOW, code, ""), NOW)).returns(step, Health::step)
			.returns(fault, Health::fault)
			.satisfies((health) -> assertThat(health.words() + health.advice()).doesNotContain("'"));
	}

	@Test
	void whatAwsSaidItselfStandsApartFromTheAdvice() {
		Health health = HealthWords
			.cannotScale(new Pulse.Scaling(NOW, "RequestLimitExceeded", "Ask for more with Change."), NOW);
		assertThat(health).returns("It tries again by itself.", Health::ownAdvice)
			.returns("Ask for more with Change.", Health::said)
			.returns(Step.NONE, Health::step);
	}

	@Test
	void aHealthThatGoesOnKeepsItsStepAndFault() {
		Health first = HealthWords.cannotScale(new Pulse.Scaling(NOW, "VcpuLimitExceeded", ""), NOW);
		assertThat(first.since(NOW.minusSeconds(60))).returns(NOW.minusSeconds(60), Health::since)
			.returns(Step.RAISE_QUOTA, Health::step)
			.returns(Fault.ACCOUNT, Health::fault);
	}

	private static Vitals grouped(Machine machine) {
		return new Vitals(NOW, null, NOW, null, false, true, machine, null, null, null, false, Vitals.Post.GROUP, null);
	}

	private static Vitals vitals(Machine machine, @Nullable String trouble) {
		return new Vitals(NOW, null, NOW, trouble, false, true, machine, null, null, null, false, Vitals.Post.INSTANCE,
				null);
	}

}
