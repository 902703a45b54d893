package dev.runnerfleet.stack;

import java.util.Map;

import dev.runnerfleet.secret.Secret;

/**
 * Values of NoEcho parameters, asked for only once the intent is recorded, so that what
 * it takes to get them is done once for each launch.
 */
public interface Secrets {

	/**
	 * Gets the values.
	 * @return the values by the name of their parameter
	 * @throws RuntimeException if there are none to be had; nothing is launched then
	 */
	Map<String, Secret> get();

	/**
	 * Hears that nothing comes of the launch although the values may have been got: AWS
	 * was not asked for anything.
	 */
	default void unused() {
	}

}
