package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.runnerfleet.autopsy.Autopsies;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.task.StepTask;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler look at living fleets, one task for each region, which replicas take
 * in turns; and one that notices where nobody came to look.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PulseProperties.class)
class PulseConfiguration {

	private static final StepTask TASK = StepTask.named("read-pulses");

	private static final String PLACES = "find-pulses";

	private static final Duration LOOK_FOR_PLACES = Duration.ofSeconds(5);

	private static final int UNHEARD = 1000;

	@Bean
	PulseRound pulseRound(PulseRows rows, PulseReader reader, WorkerGroups groups, ManagerLooks managers,
			PulseDiagnosis diagnosis, Autopsies autopsies, Bulkheads bulkheads, PulseProperties properties,
			Clock clock) {
		return new PulseRound(rows, reader, groups, managers, diagnosis, autopsies, bulkheads, properties,
				Executors.newCachedThreadPool((work) -> {
					Thread thread = new Thread(work, "read-pulse");
					thread.setDaemon(true);
					return thread;
				}), clock);
	}

	@Bean
	CustomTask<Void> readPulses(ObjectProvider<PulseRound> round, Clock clock) {
		return TASK.execute(clock, (failures) -> Duration.ofSeconds(5L << Math.min(failures, 3)), (key,
				over) -> over.getAsBoolean() ? Optional.of(Duration.ZERO) : round.getObject().look(Place.of(key)));
	}

	@Bean
	StepTask.Horizon readPulsesHorizon() {
		return TASK.within(Duration.ofMinutes(1));
	}

	@Bean
	RecurringTask<Void> findPulses(ObjectProvider<PulseRows> rows, ObjectProvider<PulseDiagnosis> diagnosis,
			PulseProperties properties, Clock clock) {
		return Tasks.recurring(PLACES, FixedDelay.of(LOOK_FOR_PLACES)).execute((instance, context) -> {
			rows.getObject()
				.places()
				.forEach((place) -> TASK.begin(context.getSchedulerClient(), place.key(), clock.instant()));
			rows.getObject()
				.unheard(clock.instant().minus(properties.unheardAfter()), UNHEARD)
				.forEach(diagnosis.getObject()::unheard);
		});
	}

	@Bean
	StepTask.Horizon findPulsesHorizon() {
		return new StepTask.Horizon(PLACES, LOOK_FOR_PLACES.multipliedBy(2));
	}

	@Bean
	RecurringTask<Void> keepPulses(ObjectProvider<PulseHistory> history, PulseProperties properties, Clock clock,
			@Value("${portal.tidy:10m}") Duration pause) {
		return Tasks.recurring("keep-pulses", FixedDelay.of(pause))
			.execute((instance, context) -> history.getObject()
				.tidy(clock.instant().minus(properties.keep()), () -> context.getSchedulerState().isShuttingDown()));
	}

}
