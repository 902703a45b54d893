package dev.runnerfleet.access;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two lines instead of a stack trace why the portal did not start. */
class UnfitPasswordAnalyzer extends AbstractFailureAnalyzer<UnfitPassword> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnfitPassword cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Set another PORTAL_ADMIN_PASSWORD, or none to have one made up, and start the portal again.", cause);
	}

}
