package dev.runnerfleet.aws;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long pages wait for AWS.
 *
 * @param timeout the longest that a page waits for what it asks
 * @param atOnce how long a page that can be completed later waits before it comes
 */
@ConfigurationProperties("portal.aws.pages")
record PageProperties(@DefaultValue("3s") Duration timeout, @DefaultValue("500ms") Duration atOnce) {

}
