package dev.runnerfleet.gitlab.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;

/** Times the calls of GitLab, of whichever it is: an address would name somebody's. */
class GitLabCalls {

	private static final int UNANSWERED = 0;

	private final MeterRegistry registry;

	GitLabCalls(MeterRegistry registry) {
		this.registry = registry;
	}

	/** A call that is about to be made. */
	Running begin(Call call) {
		return new Running(call.method(), Timer.start(this.registry));
	}

	/** Ends with an answer, or else without one. */
	final class Running implements AutoCloseable {

		private final String method;

		private final Timer.Sample sample;

		private int status = UNANSWERED;

		private Running(String method, Timer.Sample sample) {
			this.method = method;
			this.sample = sample;
		}

		void answered(int status) {
			this.status = status;
		}

		@Override
		public void close() {
			this.sample.stop(Timer.builder("portal.gitlab.calls")
				.description("Calls of GitLab's API")
				.tags("method", this.method, "outcome", Outcome.forStatus(this.status).name())
				.register(GitLabCalls.this.registry));
		}

	}

}
