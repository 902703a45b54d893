package dev.runnerfleet.fleet.pulse;

import java.time.Instant;

import dev.runnerfleet.pulse.Health;
import io.swagger.v3.oas.annotations.media.Schema;

/** How a living fleet is, as scripts see it in all that tells of a fleet. */
@Schema(name = "Health", description = "How a living fleet is")
public record HealthBody(@Schema(description = "What it comes to, by its name in docs/pulse.md") Health.Kind kind,
		Instant since,
		@Schema(description = "The same in words", example = "Working: 12 jobs on 12 workers") String words,
		@Schema(description = "What to do about it; blank where there is nothing to do") String advice) {

	public static HealthBody of(Health health) {
		return new HealthBody(health.kind(), health.since(), health.words(), health.advice());
	}

}
