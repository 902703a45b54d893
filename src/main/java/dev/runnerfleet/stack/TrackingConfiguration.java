package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.task.StepTask;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler call the trackers: one task for each region, so that none waits for
 * another. The scheduler knows its tasks before there is anything that schedules some,
 * hence the provider.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrackingProperties.class)
class TrackingConfiguration {

	private static final String CHECK_ALL = "sweep-stacks";

	private static final Duration AFTER_FAILED_CHECK = Duration.ofMinutes(5);

	@Bean
	MonotonicClock monotonicClock() {
		return MonotonicClock.MACHINE;
	}

	/** The scheduler goes by the portal's own clock, which nobody can set back. */
	@Bean
	com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock) {
		return clock::instant;
	}

	@Bean
	RegionTracker regionTracker(TrackingSchedule tracking, OperationTracker tracker, OperationCompletion completion,
			LateEvents lateEvents, StackListing listing, CallBudget budget, Bulkheads bulkheads,
			TrackingProperties properties, MonotonicClock time, Clock clock) {
		return new RegionTracker(tracking, tracker, completion, lateEvents, listing, budget, bulkheads, properties,
				time, () -> ThreadLocalRandom.current().nextDouble(), threads(), clock);
	}

	@Bean
	MeterBinder trackingLag(RegionTracker tracker) {
		return (registry) -> TimeGauge
			.builder("portal.tracking.lag", tracker, TimeUnit.MILLISECONDS, (each) -> each.lag().toMillis())
			.description("How late the look at a stack is that has waited longest")
			.register(registry);
	}

	@Bean
	CustomTask<Void> followRegion(ObjectProvider<RegionTracker> tracker, TrackingProperties properties, Clock clock) {
		return TrackingSchedule.TASK.execute(clock, properties::pauseAfterFailure, (key, over) -> {
			tracker.getObject().follow(Place.of(key), over);
			return Optional.of(over.getAsBoolean() ? Duration.ZERO : RegionTracker.IDLE);
		});
	}

	@Bean
	StepTask.Horizon followRegionHorizon(TrackingProperties properties) {
		return TrackingSchedule.TASK.within(properties.longestPause());
	}

	/** Each region is looked after by itself and by one replica at a time. */
	@Bean
	RecurringTask<Void> checkIdleStacks(ObjectProvider<IdleStackCheck> check, TrackingProperties properties,
			Clock clock) {
		return Tasks.recurring(CHECK_ALL, FixedDelay.of(properties.sweep()))
			.execute((instance, context) -> check.getObject()
				.places()
				.forEach((place) -> IdleStackCheck.TASK.begin(context.getSchedulerClient(), place.key(),
						clock.instant())));
	}

	@Bean
	StepTask.Horizon checkIdleStacksHorizon(TrackingProperties properties) {
		return new StepTask.Horizon(CHECK_ALL, properties.sweep().multipliedBy(2));
	}

	@Bean
	CustomTask<Void> checkIdleStacksOfRegion(ObjectProvider<IdleStackCheck> check, CallBudget budget, Clock clock) {
		return IdleStackCheck.TASK.execute(clock, (failures) -> AFTER_FAILED_CHECK,
				(key, over) -> budget.spend(Place.of(key), () -> {
					check.getObject().look(Place.of(key));
					return Optional.empty();
				}));
	}

	@Bean
	StepTask.Horizon checkIdleStacksOfRegionHorizon() {
		return IdleStackCheck.TASK.within(AFTER_FAILED_CHECK.plusMinutes(1));
	}

	private static ExecutorService threads() {
		AtomicInteger number = new AtomicInteger();
		return Executors.newCachedThreadPool((work) -> {
			Thread thread = new Thread(work, "follow-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		});
	}

}
