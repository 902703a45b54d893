package dev.runnerfleet.fleet.form;

import java.util.List;

import dev.runnerfleet.fleet.Finding;

/** Looks at one side of a launch or a change before anything is sent. */
interface LaunchCheck {

	/**
	 * Looks at it.
	 * @param plan what is to be launched, or what a fleet is to become
	 * @return what looks wrong; where somebody who had to be asked did not answer, a
	 * warning that says so
	 */
	List<Finding> findings(LaunchPlan plan);

}
