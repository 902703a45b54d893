package dev.runnerfleet.fleet.preflight;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A launch or a change for {@link Check}s to look at. What it has is well-formed; what is
 * not, it does not have.
 *
 * @param place where it is to be
 * @param name the fleet's name, and the stack's; blank while nobody gave it one
 * @param blueprint the blueprint
 * @param values every plain parameter by name, as AWS would get it
 * @param subnets the chosen subnets as AWS describes them, the manager's first
 * @param gitlabUrl the GitLab that the fleet is for
 * @param runnerToken the runner token that was given, blank if none was
 * @param today the values of the fleet that is to be changed, empty for a launch; without
 * a new runner token it keeps the one that it has
 * @param fleetId the fleet that is to be changed or launched again, {@code null} for a
 * new one
 */
public record Plan(Place place, String name, Blueprint blueprint, Map<String, String> values, List<Subnet> subnets,
		String gitlabUrl, Secret runnerToken, Map<String, String> today, @Nullable UUID fleetId) {

	/** A parameter's value, blank where the blueprint has no such parameter. */
	public String value(String parameter) {
		return this.values.getOrDefault(parameter, "");
	}

	/** A parameter's value as a number, 0 where it has none. */
	public int number(String parameter) {
		String value = value(parameter);
		return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
	}

	/** How many workers there are at the peak: one for each job, or for several. */
	public int workers() {
		return workers(Math.max(number("MaxConcurrentBuilds"), number("IdleCount")), value("CapacityPerWorker"));
	}

	private static int workers(int jobs, String capacity) {
		return (int) Math.ceil(jobs / Math.max(1, capacity.matches("\\d{1,9}") ? Double.parseDouble(capacity) : 1));
	}

	/** How many workers a change adds to the peak. */
	public int moreWorkers() {
		String today = this.today.getOrDefault("MaxConcurrentBuilds", "");
		String capacity = this.today.getOrDefault("CapacityPerWorker", "");
		return today.matches("\\d{1,9}") ? Math.max(0, workers() - workers(Integer.parseInt(today), capacity)) : 0;
	}

	/** How many of the workers at the peak are spot machines. */
	public int spotWorkers() {
		if (this.blueprint.machines()) {
			return value("SpotInstance").equals("true") ? workers() : 0;
		}
		int base = Math.min(number("OnDemandBase"), workers());
		int percentage = value("OnDemandPercentage").isEmpty() ? 100 : number("OnDemandPercentage");
		return workers() - base - (int) Math.ceil((workers() - base) * percentage / 100.0);
	}

	/** Whether nothing is there yet. */
	public boolean isLaunch() {
		return this.today.isEmpty();
	}

	/** Whether a fleet that is there keeps the value that it has. */
	public boolean keeps(String parameter) {
		return !isLaunch() && value(parameter).equals(this.today.getOrDefault(parameter, ""));
	}

	public List<String> subnetIds() {
		return this.subnets.stream().map(Subnet::id).toList();
	}

	/** The subnets in which machines start: docker-machine uses the first alone. */
	public List<Subnet> inUse() {
		return this.blueprint.machines() ? this.subnets.stream().limit(1).toList() : this.subnets;
	}

	/** The path of the field that holds a parameter's value. */
	public static String field(String parameter) {
		return parameter.equals("SubnetIds") ? "subnetIds" : "parameters[" + parameter + "]";
	}

	/** Leaves out the values: a record's own form would print them all. */
	@Override
	public String toString() {
		return "Plan[name=%s, place=%s, blueprint=%s]".formatted(this.name, this.place, this.blueprint.name());
	}

}
