package dev.runnerfleet.fleet.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.stack.drift.Drift;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A comparison with the template as scripts see it. */
@Schema(name = "Drift")
record DriftBody(UUID id, Drift.State state, @Schema(description = "Who asked for it") String askedBy, Instant askedAt,
		@Schema(description = "Null while it goes on") @Nullable Instant finishedAt,
		@Schema(description = "Whether everything is as the template wants it; null until that is known") @Nullable Boolean inSync,
		@Schema(description = "Why AWS could not compare all of it, null if it could") @Nullable String failure,
		@Schema(description = "What is not as the template wants it") List<DriftedResourceBody> resources) {

	static DriftBody of(Drift drift, List<Drift.Resource> found) {
		Boolean inSync = found.isEmpty() ? ((drift.state() == Drift.State.DONE) ? Boolean.TRUE : null) : Boolean.FALSE;
		return new DriftBody(drift.id(), drift.state(), drift.askedBy(), drift.askedAt(), drift.finishedAt(), inSync,
				drift.failure(), found.stream().map(DriftedResourceBody::of).toList());
	}

	@Schema(name = "DriftedResource")
	record DriftedResourceBody(String logicalId, @Nullable String physicalId, String type,
			@Schema(description = "Whether it is no longer there") boolean removed, List<DifferenceBody> differences) {

		private static DriftedResourceBody of(Drift.Resource resource) {
			return new DriftedResourceBody(resource.logicalId(), resource.physicalId(), resource.type(),
					resource.removed(),
					resource.differences()
						.stream()
						.map((difference) -> new DifferenceBody(difference.path(), difference.expected(),
								difference.actual()))
						.toList());
		}

	}

	@Schema(name = "Difference")
	record DifferenceBody(@Schema(description = "The property", example = "/MaxSize") String path,
			@Schema(description = "The template's value, null if it has none") @Nullable String expected,
			@Schema(description = "The value that was found, null if there is none") @Nullable String actual) {

	}

}
