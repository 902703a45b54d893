package dev.runnerfleet.aws;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the portal waits for AWS.
 *
 * @param callTimeout the longest that one call may take, its retries included
 * @param attemptTimeout the longest that one attempt of a call may take
 */
@ConfigurationProperties("portal.aws")
record AwsProperties(@DefaultValue("20s") Duration callTimeout, @DefaultValue("8s") Duration attemptTimeout) {

}
