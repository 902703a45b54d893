package dev.runnerfleet.monitoring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may see metrics and health.
 *
 * @param open whether they are shown without an API token; only on a port of their own,
 * which the network has to guard
 */
@ConfigurationProperties("portal.monitoring")
record MonitoringProperties(@DefaultValue("false") boolean open) {

}
