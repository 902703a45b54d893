package dev.runnerfleet.database;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which databases the portal can use, where a start was to use another one. */
class UnusableDatabaseAnalyzer extends AbstractFailureAnalyzer<UnusableDatabase> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnusableDatabase cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Set spring.datasource.url to jdbc:postgresql://HOST:5432/NAME, with name and password in "
						+ "spring.datasource.username and spring.datasource.password, or leave it out to use the embedded "
						+ "database. Then start the portal again.",
				cause);
	}

}
