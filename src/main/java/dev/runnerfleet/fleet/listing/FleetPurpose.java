package dev.runnerfleet.fleet.listing;

import java.util.List;

import dev.runnerfleet.fleet.Fleet;

/**
 * What a fleet is for, as far as the portal knows.
 *
 * @param url the GitLab that it works for
 * @param target the group or project there, blank if that is not known
 * @param tags those that its runner takes jobs of
 * @param workers how many jobs at once it takes at the most, 0 if that is not known
 * @param idle how many it keeps room for while nothing runs
 */
public record FleetPurpose(String url, String target, List<String> tags, int workers, int idle) {

	public static FleetPurpose of(Fleet fleet) {
		return new FleetPurpose(fleet.gitlabUrl(), target(fleet.jobs()), fleet.jobs().tags(),
				number(fleet, "MaxConcurrentBuilds"), number(fleet, "IdleCount"));
	}

	/** GitLab's ids of groups and of projects say little by themselves. */
	private static String target(Fleet.Jobs jobs) {
		return jobs.target().matches("\\d+") ? jobs.scope() + " " + jobs.target() : jobs.target();
	}

	private static int number(Fleet fleet, String parameter) {
		String value = fleet.parameters().getOrDefault(parameter, "");
		return value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
	}

	/**
	 * The group or project, or where that is not known the GitLab, as short as it can be
	 * told apart.
	 */
	public String words() {
		return this.target.isBlank() ? this.url.replaceFirst("^https?://", "").replaceFirst("/+$", "") : this.target;
	}

}
