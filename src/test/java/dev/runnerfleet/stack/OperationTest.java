package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class OperationTest {

	private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

	private static final OperationFailure FAILURE = new OperationFailure("Manager", "AWS::EC2::Instance", "No.");

	private final Operation planned = Operation.planned(UUID.randomUUID(), Operation.Kind.LAUNCH, "ada", 0, NOW);

	@Test
	void anIntentIsUnfinishedAndHasAnIdOfItsOwn() {
		assertThat(this.planned.finished()).isFalse();
		assertThat(this.planned.id()).isNotEqualTo(this.planned.stackId());
		assertThat(this.planned.watched(NOW)).isFalse();
	}

	@Test
	void itRunsAndEnds() {
		Operation running = this.planned.running();
		assertThat(running.finished()).isFalse();
		assertThat(running.succeeded(NOW).finishedAt()).isEqualTo(NOW);
		assertThat(running.succeeded(NOW).failure()).isNull();
		assertThat(running.failed(NOW, FAILURE).failure()).isEqualTo(FAILURE);
		assertThat(running.failed(NOW, FAILURE).finished()).isTrue();
	}

	@Test
	void aLateAnswerOfAwsCounts() {
		Operation running = this.planned.notSent(NOW).running();
		assertThat(running.state()).isEqualTo(Operation.State.RUNNING);
		assertThat(running.finishedAt()).isNull();
	}

	@Test
	void itNeitherEndsTwiceNorSkipsAStep() {
		Operation done = this.planned.running().succeeded(NOW);
		assertThatIllegalStateException().isThrownBy(done::running);
		assertThatIllegalStateException().isThrownBy(() -> done.failed(NOW, FAILURE));
		assertThatIllegalStateException().isThrownBy(() -> this.planned.succeeded(NOW))
			.withMessageContaining("from PLANNED to SUCCEEDED");
		assertThatIllegalStateException().isThrownBy(() -> this.planned.running().notSent(NOW));
	}

}
