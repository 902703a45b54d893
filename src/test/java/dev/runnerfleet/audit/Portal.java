package dev.runnerfleet.audit;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** The trail behind the sign-in, without what the rest of the portal would put in it. */
@EnableAutoConfiguration(exclude = DbSchedulerAutoConfiguration.class)
@ComponentScan({ "dev.runnerfleet.web", "dev.runnerfleet.access", "dev.runnerfleet.audit" })
class Portal {

}
