package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Lanes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler call the trackers: one task for each region, so that none waits for
 * another, and one for each preview. The scheduler knows its tasks before there is
 * anything that schedules some, hence the provider.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Cadence.class)
class TrackingConfiguration {

	private static final Logger log = LoggerFactory.getLogger(TrackingConfiguration.class);

	@Bean
	SteadyTime steadyTime() {
		return SteadyTime.MACHINE;
	}

	/** The scheduler goes by the portal's own clock, which nobody can set back. */
	@Bean
	com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock) {
		return clock::instant;
	}

	@Bean
	RegionFollower regionFollower(Tracking tracking, Tracker tracker, Endings endings, LaterLooks laterLooks,
			StackListing listing, Budget budget, Lanes lanes, Cadence cadence, SteadyTime time, Clock clock) {
		return new RegionFollower(tracking, tracker, endings, laterLooks, listing, budget, lanes, cadence, time,
				() -> ThreadLocalRandom.current().nextDouble(), threads(), clock);
	}

	@Bean
	CustomTask<Void> followRegion(ObjectProvider<RegionFollower> follower, Cadence cadence, Clock clock) {
		return Tasks.custom(Tracking.TASK)
			.onFailure(again("follow a region", cadence, clock))
			.onDeadExecutionRevive()
			.execute((instance, context) -> {
				BooleanSupplier over = () -> context.getSchedulerState().isShuttingDown();
				follower.getObject().follow(instance.getId(), over);
				Duration pause = over.getAsBoolean() ? Duration.ZERO : RegionFollower.IDLE;
				return (complete, operations) -> operations.reschedule(complete, clock.instant().plus(pause));
			});
	}

	@Bean
	CustomTask<Void> followPreview(PreviewTracker tracker, PreviewRows rows, Budget budget, Lanes lanes,
			Cadence cadence, Clock clock) {
		return Tasks.custom(PreviewTasks.TASK)
			.onFailure(again("follow a preview", cadence, clock))
			.onDeadExecutionRevive()
			.execute((instance, context) -> {
				UUID id = UUID.fromString(instance.getId());
				Optional<Duration> pause = rows.region(id)
					.flatMap((region) -> lanes.step("previews", region,
							() -> budget.spend(region, () -> tracker.check(id))));
				return next(pause, clock);
			});
	}

	private static ExecutorService threads() {
		AtomicInteger number = new AtomicInteger();
		return Executors.newCachedThreadPool((work) -> {
			Thread thread = new Thread(work, "follow-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		});
	}

	static CompletionHandler<Void> next(Optional<Duration> pause, Clock clock) {
		return pause
			.<CompletionHandler<Void>>map(
					(next) -> (complete, operations) -> operations.reschedule(complete, clock.instant().plus(next)))
			.orElseGet(CompletionHandler.OnCompleteRemove::new);
	}

	/** What AWS says is told where people look; anything else is for the log, once. */
	static FailureHandler<Void> again(String what, Cadence cadence, Clock clock) {
		return (complete, operations) -> {
			int before = complete.getExecution().consecutiveFailures;
			complete.getCause()
				.filter((cause) -> before == 0 && !(cause instanceof AwsFailure))
				.ifPresent((cause) -> log.error("Cannot {}; trying again", what, cause));
			Instant at = clock.instant().plus(cadence.pauseAfterFailure(before));
			operations.reschedule(complete, at);
		};
	}

}
