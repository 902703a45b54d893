package dev.runnerfleet.pulse;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** What the module is set up by. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PulseProperties.class)
class PulseConfiguration {

}
