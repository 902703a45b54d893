package dev.runnerfleet.fleet;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.fleet.launch.LaunchDesk;
import dev.runnerfleet.gitlab.runner.StandIn;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * The portal in its sandbox, listening, so that the sandbox's GitLab can be asked; beside
 * it a GitLab that answers what a test wants, and an AWS that refuses when it is told to.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:ways;DB_CLOSE_DELAY=-1", "sandbox.speed=1000",
				"portal.live.tick=1h", "portal.live.ping=1h", "db-scheduler.polling-interval=1h",
				"db-scheduler.immediate-execution-enabled=false" })
@ActiveProfiles("sandbox")
@AutoConfigureMockMvc
@WithMockUser(username = "ada", roles = "OPERATOR")
@Import({ GitLabPortal.Edges.class, FleetRows.class, LaunchDesk.class })
public @interface GitLabPortal {

	@TestConfiguration(proxyBeanMethods = false)
	class Edges {

		@Bean
		StandIn standIn() throws IOException {
			return new StandIn();
		}

		@Bean
		DynamicPropertyRegistrar standInAllowed(StandIn gitlab) {
			return (registry) -> {
				registry.add("portal.gitlab.allow-http", () -> true);
				registry.add("portal.gitlab.allowed-networks", () -> "127.0.0.0/8");
				registry.add("portal.gitlab.allowed-ports", () -> URI.create(gitlab.url()).getPort());
			};
		}

		@Bean
		@Primary
		StubbornAws stubbornAws(@Qualifier("aws") Aws sandbox) {
			return new StubbornAws(sandbox);
		}

	}

}
