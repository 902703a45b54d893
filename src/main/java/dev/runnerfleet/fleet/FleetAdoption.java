package dev.runnerfleet.fleet;

/**
 * Takes in a stack that was launched without the portal, for whoever has made one to be
 * looked at.
 */
@FunctionalInterface
public interface FleetAdoption {

	/**
	 * Takes it in if it can be, and leaves it alone otherwise.
	 * @param region the region's code
	 * @param stack its name or ARN
	 * @param by who wants it
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	void takeIn(String region, String stack, String by);

}
