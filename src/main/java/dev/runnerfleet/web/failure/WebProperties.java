package dev.runnerfleet.web.failure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on what the portal accepts.
 *
 * @param maxBody the largest body of a request; larger ones get 413
 */
@ConfigurationProperties("portal.web")
record WebProperties(@DefaultValue("1MB") DataSize maxBody) {

}
