package dev.runnerfleet.fleet;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a removal waits.
 *
 * @param pause between two looks at what goes little by little
 * @param patience how long one step may go on without an end
 * @param tokenLost how long a step waits for the token that was given for it: the portal
 * that has it in memory may have been stopped
 * @param tokenKept how long a token stays in memory at the most
 */
@ConfigurationProperties("portal.removal")
record RemovalProperties(@DefaultValue("2s") Duration pause, @DefaultValue("15m") Duration patience,
		@DefaultValue("10s") Duration tokenLost, @DefaultValue("2h") Duration tokenKept) {

}
