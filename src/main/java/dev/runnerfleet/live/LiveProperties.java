package dev.runnerfleet.live;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the live pages one user may take.
 *
 * @param perUser how many of them may be open at a time at one replica
 */
@ConfigurationProperties("portal.live")
record LiveProperties(@DefaultValue("30") int perUser) {

}
