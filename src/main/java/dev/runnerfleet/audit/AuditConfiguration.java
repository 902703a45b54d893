package dev.runnerfleet.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Period;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.runnerfleet.web.NavItem;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts this module's page into the navigation, and lets one replica at a time forget what
 * is old.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

	@Bean
	NavItem auditItem() {
		return new NavItem("Audit", "journal-text", "/audit", Role.ADMIN, 95);
	}

	@Bean
	PathPermissions auditPermissions() {
		return PathPermissions.of(Role.ADMIN, "/audit/**", "/audit.csv", "/api/v1/audit/**");
	}

	@Bean
	AuditRetention auditRetention(JdbcClient jdbc, Audit audit, TransactionTemplate transaction, Clock clock,
			AuditProperties properties, @Value("${portal.audit.keep:#{null}}") @Nullable Period former) {
		return new AuditRetention(jdbc, audit, transaction, clock, AuditKeep.of(properties, former));
	}

	@Bean
	RecurringTask<Void> keepAudit(ObjectProvider<AuditRetention> retention,
			@Value("${portal.tidy:10m}") Duration pause) {
		return Tasks.recurring("keep-audit", FixedDelay.of(pause))
			.execute((instance, context) -> retention.getObject()
				.tidy(() -> context.getSchedulerState().isShuttingDown()));
	}

}
