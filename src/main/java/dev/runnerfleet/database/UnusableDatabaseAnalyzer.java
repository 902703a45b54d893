package dev.runnerfleet.database;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences what is wrong with the database that a start was to use. */
class UnusableDatabaseAnalyzer extends AbstractFailureAnalyzer<UnusableDatabase> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnusableDatabase cause) {
		return new FailureAnalysis(cause.getMessage(), cause.next(), cause);
	}

}
