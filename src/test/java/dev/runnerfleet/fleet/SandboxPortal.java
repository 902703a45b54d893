package dev.runnerfleet.fleet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.runnerfleet.fleet.preflight.gitlab.AcceptingGitLab;
import dev.runnerfleet.sandbox.EveryTokenWorks;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * The whole portal in its sandbox, started once for all tests that ask for it. Nothing
 * happens in it by itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:fleets;DB_CLOSE_DELAY=-1", "sandbox.speed=1000",
		"portal.live.tick=1h", "portal.live.ping=1h", "portal.tidy=1h", "db-scheduler.polling-interval=1h",
		"db-scheduler.immediate-execution-enabled=false" })
@ActiveProfiles("sandbox")
@AutoConfigureMockMvc
@Import({ FleetRows.class, AcceptingGitLab.class, EveryTokenWorks.class })
public @interface SandboxPortal {

}
