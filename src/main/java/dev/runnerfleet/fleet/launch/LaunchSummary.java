package dev.runnerfleet.fleet.launch;

import java.util.List;

import dev.runnerfleet.fleet.cost.FleetCosts.Cost;
import dev.runnerfleet.fleet.form.FormChecks;

/**
 * What comes of a form if it is launched as it stands.
 *
 * @param gets what is created, a line each
 * @param time how long that usually takes
 * @param cost what it costs
 * @param checks what the checks found
 */
record LaunchSummary(List<String> gets, String time, Cost cost, FormChecks checks) {

}
