package dev.runnerfleet.journey;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.runnerfleet.RunnerFleetPortal;
import dev.runnerfleet.sandbox.TimedSandbox;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * The whole portal over a sandbox whose time is the test's, with a browser in front of
 * it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Browser.class)
@SpringBootTest(classes = RunnerFleetPortal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:journeys;DB_CLOSE_DELAY=-1", "sandbox.speed=1000",
				"portal.tracking.watched=200ms", "portal.tracking.unwatched=200ms",
				"portal.tracking.calls-per-second=100", "portal.tracking.sweep=1s", "portal.removal.pause=200ms",
				"portal.move.pause=200ms", "portal.preflight.patience=30s", "portal.aws.pages.timeout=30s",
				"portal.aws.pages.before-sending=30s" })
@TimedSandbox
@interface Journey {

}
