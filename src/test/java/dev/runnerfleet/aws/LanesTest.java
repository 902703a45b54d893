package dev.runnerfleet.aws;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LanesTest {

	private static final Optional<Duration> DONE = Optional.empty();

	private final Lanes lanes = new Lanes();

	@Test
	void aRegionThatHangsFillsItsOwnLaneAndNoOther() {
		fill("previews", "eu-central-1");
		assertThat(this.lanes.step("previews", "eu-central-1", () -> DONE)).isPresent();
		assertThat(this.lanes.step("previews", "eu-west-1", () -> DONE)).isEmpty();
		assertThat(this.lanes.step("removals", "eu-central-1", () -> DONE)).isEmpty();
	}

	@Test
	void aRegionThatDoesNotAnswerIsProbedByOneAtATime() {
		Lane lane = this.lanes.of("previews", "eu-central-1");
		for (int i = 0; i < 3; i++) {
			assertThat(lane.silent()).isFalse();
			unanswered();
		}
		assertThat(lane.silent()).isTrue();
		assertThat(lane.attempt(() -> lane.attempt(() -> "second"))).contains(Optional.empty());
		assertThat(lane.silent()).isFalse();
		assertThat(lane.attempt(() -> lane.attempt(() -> "second"))).contains(Optional.of("second"));
	}

	@Test
	void aRefusalIsAnAnswer() {
		unanswered();
		unanswered();
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> this.lanes.step("previews", "eu-central-1", () -> {
			throw AwsFailure.noRegion();
		}));
		unanswered();
		assertThat(this.lanes.of("previews", "eu-central-1").silent()).isFalse();
	}

	@Test
	void whoeverTurnsBackHasLearntNothingOfTheRegion() {
		unanswered();
		unanswered();
		Lane lane = this.lanes.of("previews", "eu-central-1");
		assertThat(lane.enter()).isTrue();
		lane.turnBack();
		unanswered();
		assertThat(lane.silent()).isTrue();
		assertThat(lane.enter()).isTrue();
	}

	private void fill(String kind, String region) {
		while (this.lanes.of(kind, region).enter()) {
			assertThat(this.lanes.of(kind, region).silent()).isFalse();
		}
	}

	private void unanswered() {
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> this.lanes.step("previews", "eu-central-1",
				() -> AwsFailure.guard("cloudformation:DescribeChangeSet", () -> {
					throw SdkClientException.create("Read timed out");
				})));
	}

}
