package dev.runnerfleet.fleet.api;

import java.time.Instant;
import java.util.List;

import dev.runnerfleet.fleet.removal.Removal;
import dev.runnerfleet.fleet.removal.RemovalStep;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A removal as scripts see it. */
@Schema(name = "Removal", description = "How far the latest operation is, where it removes something")
record RemovalBody(@Schema(description = "Everything that is done, in order") List<Step> steps) {

	static RemovalBody of(Removal removal) {
		return new RemovalBody(removal.steps().stream().map(Step::of).toList());
	}

	@Schema(name = "RemovalStep")
	record Step(@Schema(example = "EMPTY_CACHE") RemovalStep.Kind kind, RemovalStep.State state,
			@Schema(description = "What it is about, null where the fleet has none",
					example = "blue-cachebucket-1abc") @Nullable String subject,
			@Schema(description = "How many parts of it have been dealt with", example = "2500") long count,
			@Schema(description = "More about it, for people") String words,
			@Schema(description = "Null while it waits") @Nullable Instant startedAt,
			@Schema(description = "Null until it has ended") @Nullable Instant finishedAt) {

		private static Step of(RemovalStep step) {
			return new Step(step.kind(), step.state(), step.subject(), step.amount(), step.words(), step.begunAt(),
					step.endedAt());
		}

	}

}
