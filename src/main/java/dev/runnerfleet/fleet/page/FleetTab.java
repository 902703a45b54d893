package dev.runnerfleet.fleet.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The sides of a fleet, each a page with an address of its own. */
enum FleetTab {

	OVERVIEW("Overview", ""), ACTIVITY("Activity", "/activity"), LOG("Log", "/log"),
	RESOURCES("Resources", "/resources"), SETTINGS("Settings", "/settings");

	private final String label;

	private final String path;

	FleetTab(String label, String path) {
		this.label = label;
		this.path = path;
	}

	public String label() {
		return this.label;
	}

	/** What follows the fleet's own address, blank for the first. */
	public String path() {
		return this.path;
	}

	/** Its name in addresses and of its template. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Optional<FleetTab> of(String key) {
		return Arrays.stream(values()).filter((tab) -> tab.key().equals(key)).findFirst();
	}

}
