package dev.runnerfleet.fleet.preflight;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is found out before a launch or a change begins.
 *
 * @param patience the longest that each check may take
 */
@ConfigurationProperties("portal.preflight")
record PreflightProperties(@DefaultValue("5s") Duration patience) {

}
