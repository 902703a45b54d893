package dev.runnerfleet.fleet.preflight.opinion;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether AWS is asked what it thinks of a launch.
 *
 * @param changeSet whether each check and each launch makes a change set for that
 * @param patience the longest that a check may take
 */
@ConfigurationProperties("portal.preflight")
record OpinionProperties(@DefaultValue("false") boolean changeSet, @DefaultValue("5s") Duration patience) {

}
