package dev.runnerfleet.fleet;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which resources a rollback is to leave as they are. */
@Schema(name = "Skip")
record SkipRequest(@Schema(description = "Names of resources that could not be put back; none if left out",
		example = "[\"Manager\"]") @Nullable List<String> skip) {

	List<String> names() {
		return (this.skip != null) ? this.skip : List.of();
	}

}
