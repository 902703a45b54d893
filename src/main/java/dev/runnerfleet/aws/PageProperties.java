package dev.runnerfleet.aws;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long pages wait for AWS.
 *
 * @param timeout the longest that a page waits for what it asks
 * @param atOnce how long a page that can be completed later waits before it comes
 * @param beforeSending how long whatever was asked for waits for each thing that decides
 * over it, and for AWS's answer to each call that it makes itself
 */
@ConfigurationProperties("portal.aws.pages")
record PageProperties(@DefaultValue("3s") Duration timeout, @DefaultValue("500ms") Duration atOnce,
		@DefaultValue("8s") Duration beforeSending) {

}
