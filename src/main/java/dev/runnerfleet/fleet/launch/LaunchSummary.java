package dev.runnerfleet.fleet.launch;

import java.util.List;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.cost.FleetCosts.Cost;

/**
 * What comes of a form if it is launched as it stands.
 *
 * @param gets what is created, a line each
 * @param time how long that usually takes
 * @param cost what it costs
 * @param findings what looks wrong
 * @param wrong what cannot stay as it is
 * @param checked whether the checks have been made
 * @param trouble why they could not be made, blank where they could
 */
record LaunchSummary(List<String> gets, String time, Cost cost, List<Finding> findings, List<String> wrong,
		boolean checked, String trouble) {

	/** Whether the checks have found nothing. */
	public boolean isClear() {
		return this.checked && this.trouble.isEmpty() && this.findings.isEmpty() && this.wrong.isEmpty();
	}

}
