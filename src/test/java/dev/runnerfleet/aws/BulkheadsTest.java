package dev.runnerfleet.aws;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BulkheadsTest {

	private static final Optional<Duration> DONE = Optional.empty();

	private final Bulkheads bulkheads = new Bulkheads();

	@Test
	void aRegionThatHangsFillsItsOwnLaneAndNoOther() {
		fill("previews", "eu-central-1");
		assertThat(this.bulkheads.step("previews", Place.in("eu-central-1"), () -> DONE)).isPresent();
		assertThat(this.bulkheads.step("previews", Place.in("eu-west-1"), () -> DONE)).isEmpty();
		assertThat(this.bulkheads.step("removals", Place.in("eu-central-1"), () -> DONE)).isEmpty();
	}

	@Test
	void aRegionThatDoesNotAnswerIsProbedByOneAtATime() {
		Bulkhead bulkhead = this.bulkheads.of("previews", Place.in("eu-central-1"));
		for (int i = 0; i < 3; i++) {
			assertThat(bulkhead.silent()).isFalse();
			unanswered();
		}
		assertThat(bulkhead.silent()).isTrue();
		assertThat(bulkhead.attempt(() -> bulkhead.attempt(() -> "second"))).contains(Optional.empty());
		assertThat(bulkhead.silent()).isFalse();
		assertThat(bulkhead.attempt(() -> bulkhead.attempt(() -> "second"))).contains(Optional.of("second"));
	}

	@Test
	void aRefusalIsAnAnswer() {
		unanswered();
		unanswered();
		assertThatExceptionOfType(AwsFailure.class)
			.isThrownBy(() -> this.bulkheads.step("previews", Place.in("eu-central-1"), () -> {
				throw AwsFailure.noRegion();
			}));
		unanswered();
		assertThat(this.bulkheads.of("previews", Place.in("eu-central-1")).silent()).isFalse();
	}

	@Test
	void whoeverTurnsBackHasLearntNothingOfTheRegion() {
		unanswered();
		unanswered();
		Bulkhead bulkhead = this.bulkheads.of("previews", Place.in("eu-central-1"));
		assertThat(bulkhead.enter()).isTrue();
		bulkhead.turnBack();
		unanswered();
		assertThat(bulkhead.silent()).isTrue();
		assertThat(bulkhead.enter()).isTrue();
	}

	private void fill(String kind, String region) {
		while (this.bulkheads.of(kind, Place.in(region)).enter()) {
			assertThat(this.bulkheads.of(kind, Place.in(region)).silent()).isFalse();
		}
	}

	private void unanswered() {
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> this.bulkheads.step("previews",
				Place.in("eu-central-1"), () -> AwsFailure.guard("cloudformation:DescribeChangeSet", () -> {
					throw SdkClientException.create("Read timed out");
				})));
	}

}
