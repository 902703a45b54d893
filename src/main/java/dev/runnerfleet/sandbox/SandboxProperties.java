package dev.runnerfleet.sandbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How fast the sandbox's AWS works.
 *
 * @param speed 1 for launches of 20 to 40 seconds, 2 for twice as fast; what is already
 * under way keeps the speed that it started with
 */
@ConfigurationProperties("sandbox")
record SandboxProperties(@DefaultValue("1") double speed) {

	SandboxProperties {
		Assert.isTrue(speed > 0 && Double.isFinite(speed), "sandbox.speed must be a number above 0");
	}

}
