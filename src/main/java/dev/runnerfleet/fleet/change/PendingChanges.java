package dev.runnerfleet.fleet.change;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What somebody could decide for a fleet.
 *
 * @param newerBlueprint a newer version of its blueprint, {@code null} if there is none
 * @param previews what has been previewed and is neither applied nor discarded
 */
public record PendingChanges(@Nullable Integer newerBlueprint, List<Line> previews) {

	/** Whether there is anything to show. */
	public boolean any() {
		return this.newerBlueprint != null || !this.previews.isEmpty();
	}

	/** A preview in words. */
	record Line(UUID id, String words, String by, Moment madeAt) {

	}

}
