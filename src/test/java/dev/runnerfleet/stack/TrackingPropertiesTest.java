package dev.runnerfleet.stack;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TrackingPropertiesTest {

	private final TrackingProperties properties = new TrackingProperties(Duration.ofSeconds(2), Duration.ofSeconds(10),
			4, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(1));

	@ParameterizedTest
	@CsvSource({ "0,PT4S", "1,PT8S", "2,PT16S", "3,PT32S", "4,PT1M", "1000,PT1M" })
	void refusalsMakeItSlowerUpToAMinute(int failures, Duration pause) {
		assertThat(this.properties.pauseAfterFailure(failures)).isEqualTo(pause);
	}

}
