package dev.runnerfleet.portal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.runnerfleet.RunnerFleetPortal;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/** The whole portal in its sandbox, told to believe the proxy in front of it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = RunnerFleetPortal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:proxied;DB_CLOSE_DELAY=-1", "sandbox.speed=1000",
				"portal.proxies=127.0.0.1", "portal.tracking.watched=50ms", "portal.tracking.unwatched=50ms",
				"portal.tracking.calls-per-second=100" })
@ActiveProfiles("sandbox")
@interface ProxiedPortal {

}
