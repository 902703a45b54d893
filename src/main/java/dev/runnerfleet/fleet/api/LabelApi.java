package dev.runnerfleet.fleet.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.listing.FleetLabels;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Labels of fleets, for scripts. */
@RestController
@RequestMapping("/api/v1/fleets/{id}/labels")
@Tag(name = "Fleets")
class LabelApi {

	private final FleetLabels labels;

	private final FleetBodies bodies;

	LabelApi(FleetLabels labels, FleetBodies bodies) {
		this.labels = labels;
		this.bodies = bodies;
	}

	@PutMapping
	@Operation(operationId = "labelFleet", summary = "Give a fleet these labels and no others",
			description = "AWS knows nothing of them: they are the portal's own.")
	@ApiResponse(responseCode = "200", description = "The fleet with its labels")
	@ApiResponse(responseCode = "404", description = "There is no such fleet")
	@ApiResponse(responseCode = "422", description = "Too many labels, or one that is no short word")
	FleetBody label(@PathVariable UUID id, @RequestBody LabelsRequest request) {
		String objection = this.labels.set(id, request.words());
		if (!objection.isEmpty()) {
			throw RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, "labels", objection);
		}
		return this.bodies.find(id).orElseThrow(NoSuchFleet::new);
	}

	@Schema(name = "Labels")
	record LabelsRequest(@Schema(description = "At most 10, each one short word; kept in lower case",
			example = "[\"prod\", \"team-a\"]") @Nullable List<String> labels) {

		private Set<String> words() {
			return (this.labels != null) ? this.labels.stream()
				.filter(Objects::nonNull)
				.map((label) -> label.strip().toLowerCase(Locale.ROOT))
				.collect(Collectors.toSet()) : Set.of();
		}

	}

}
