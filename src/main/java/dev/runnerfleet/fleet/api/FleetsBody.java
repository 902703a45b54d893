package dev.runnerfleet.fleet.api;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;

/** A page of fleets as scripts see it. */
@Schema(name = "Fleets")
record FleetsBody(List<FleetBody> items, @Schema(description = "How many there are on all pages") long total,
		@Schema(description = "This page, from 0") int page, @Schema(description = "Fleets a page") int size) {

}
