package dev.runnerfleet.database;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says whether the database answers; many who ask at once cost one question. */
@Component
class DatabaseHealthIndicator implements HealthIndicator {

	private final DatabaseWatch database;

	DatabaseHealthIndicator(DatabaseWatch database) {
		this.database = database;
	}

	@Override
	public Health health() {
		return (this.database.answers() ? Health.up() : Health.down()).build();
	}

}
