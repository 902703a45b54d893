package dev.runnerfleet.fleet.bulk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be asked for several fleets at once. */
enum BulkAction {

	DRIFT("Check for drift"), PREVIEW("Preview the newer blueprint"), REMOVE("Remove");

	private final String label;

	BulkAction(String label) {
		this.label = label;
	}

	/** What it is called on pages and in the trail. */
	public String label() {
		return this.label;
	}

	static Optional<BulkAction> of(String name) {
		return Arrays.stream(values())
			.filter((action) -> action.name().toLowerCase(Locale.ROOT).equals(name))
			.findFirst();
	}

}
