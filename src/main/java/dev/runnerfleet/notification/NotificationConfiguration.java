package dev.runnerfleet.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.runnerfleet.task.StepTask;
import dev.runnerfleet.web.NavItem;
import dev.runnerfleet.web.PageExtra;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets one replica at a time look for what has happened, tell each target, and forget
 * what was told long ago.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationProperties.class)
class NotificationConfiguration {

	static final StepTask TELL = StepTask.named("tell-target");

	private static final int FORGOTTEN_AT_ONCE = 1000;

	@Bean
	NavItem notificationsItem() {
		return new NavItem("Notifications", "bell", "/settings/notifications", Role.ADMIN, 92);
	}

	@Bean
	PageExtra notificationExtra() {
		return new PageExtra("notification/extras", Set.of("fleet"));
	}

	@Bean
	PathPermissions notificationPermissions() {
		return PathPermissions.of(Role.ADMIN, "/settings/notifications/**", "/api/v1/notifications/**");
	}

	@Bean
	RecurringTask<Void> noticeWhatHappens(ObjectProvider<Noticing> noticing, ObjectProvider<Wake> wake,
			NotificationProperties properties) {
		return Tasks.recurring("notice", FixedDelay.of(properties.look())).execute((instance, context) -> {
			noticing.getObject().look(() -> context.getSchedulerState().isShuttingDown());
			wake.getObject().all();
		});
	}

	@Bean
	CustomTask<Void> tellTarget(ObjectProvider<Sender> sender, NotificationProperties properties, Clock clock) {
		return TELL.execute(clock, (failures) -> properties.pause(failures + 1),
				(id, over) -> sender.getObject().step(UUID.fromString(id), over));
	}

	@Bean
	StepTask.Horizon tellTargetHorizon(NotificationProperties properties) {
		return TELL.within(properties.retryAtMost().plusMinutes(1));
	}

	@Bean
	RecurringTask<Void> forgetNotifications(ObjectProvider<Deliveries> deliveries, NotificationProperties properties,
			@Value("${portal.tidy:10m}") Duration pause, Clock clock) {
		return Tasks.recurring("forget-notifications", FixedDelay.of(pause)).execute((instance, context) -> {
			int forgotten = FORGOTTEN_AT_ONCE;
			while (forgotten == FORGOTTEN_AT_ONCE && !context.getSchedulerState().isShuttingDown()) {
				forgotten = deliveries.getObject().forget(clock.instant().minus(properties.keep()), FORGOTTEN_AT_ONCE);
			}
		});
	}

	@Bean
	Wake wakeTargets(Deliveries deliveries, SchedulerClient scheduler, Clock clock) {
		return () -> deliveries.dueTargets().forEach((target) -> {
			if (!TELL.begin(scheduler, target.toString(), clock.instant())) {
				TELL.reschedule(scheduler, target.toString(), clock.instant());
			}
		});
	}

	/** Sees to it that whoever is to be told something by now is told. */
	@FunctionalInterface
	interface Wake {

		void all();

	}

}
