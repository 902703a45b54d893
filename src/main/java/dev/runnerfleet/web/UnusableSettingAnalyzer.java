package dev.runnerfleet.web;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two lines instead of a stack trace which setting stopped the start. */
class UnusableSettingAnalyzer extends AbstractFailureAnalyzer<UnusableSetting> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnusableSetting cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.next(), cause);
	}

}
