package dev.runnerfleet.notification.occurrence;

import java.time.Clock;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What can happen, read from the tables of a database. */
public final class OccurrenceFixture {

	private OccurrenceFixture() {
	}

	public static List<Occurrences> all(JdbcClient jdbc, Clock clock) {
		return List.of(new OperationOccurrences(jdbc), new DriftOccurrences(jdbc),
				new HealthOccurrences(new ToldHealthRows(jdbc, clock)), new TokenOccurrences(jdbc, clock));
	}

}
