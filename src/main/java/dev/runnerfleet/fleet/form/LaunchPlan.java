package dev.runnerfleet.fleet.form;

import java.util.Map;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import org.jspecify.annotations.Nullable;

/**
 * A launch or a change whose values are well-formed, for {@link LaunchCheck}s to look at.
 *
 * @param form what was asked
 * @param blueprint the blueprint
 * @param values every plain parameter by name, as AWS would get it
 * @param account what the account has for it
 * @param today what the fleet is that is to be changed, {@code null} for a launch;
 * without a new runner token it keeps the one that it has
 */
record LaunchPlan(LaunchForm form, Blueprint blueprint, Map<String, String> values, AccountSurvey account,
		@Nullable LaunchForm today) {

	/** A parameter's value, blank where the blueprint has no such parameter. */
	String value(String parameter) {
		return this.values.getOrDefault(parameter, "");
	}

}
