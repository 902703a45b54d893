package dev.runnerfleet.sandbox.console;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/** Has the console guard its own page, of which the portal's rules know nothing. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
@EnableMethodSecurity
class SandboxConsoleConfiguration {

}
