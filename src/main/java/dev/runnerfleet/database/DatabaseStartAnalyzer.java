package dev.runnerfleet.database;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says in two sentences instead of a stack trace why the portal cannot use its database.
 */
class DatabaseStartAnalyzer extends AbstractFailureAnalyzer<SQLException> {

	private final String url;

	private final boolean embedded;

	DatabaseStartAnalyzer(Environment environment) {
		String configured = environment.getProperty("spring.datasource.url", "");
		// What follows may hold a password.
		this.url = configured.replaceFirst("[?;].*", "");
		this.embedded = configured.startsWith("jdbc:h2:");
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
		DatabaseTrouble trouble = DatabaseTrouble.of(cause, this.embedded);
		return (trouble != null) ? new FailureAnalysis(trouble.what().formatted(this.url), trouble.next(), cause)
				: null;
	}

}
