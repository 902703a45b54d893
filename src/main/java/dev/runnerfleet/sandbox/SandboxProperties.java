package dev.runnerfleet.sandbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How fast the sandbox's AWS works and how much fleets leave in it.
 *
 * @param speed 1 for launches of 20 to 40 seconds, 2 for twice as fast; what is already
 * under way keeps the speed that it started with
 * @param cacheObjects how many object versions and delete markers the cache bucket of a
 * fleet holds as soon as it is launched
 * @param strangers whether there are fleets that the portal knows nothing of
 */
@ConfigurationProperties("sandbox")
record SandboxProperties(@DefaultValue("1") double speed, @DefaultValue("300") int cacheObjects,
		@DefaultValue("true") boolean strangers) {

	SandboxProperties {
		Assert.isTrue(speed > 0 && Double.isFinite(speed), "sandbox.speed must be a number above 0");
		Assert.isTrue(cacheObjects >= 0 && cacheObjects <= 200_000, "sandbox.cache-objects must be from 0 to 200000");
	}

}
