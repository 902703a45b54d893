package dev.runnerfleet.access.throttle;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Clears away what counts no more, so that the tables do not grow with every guess. */
@Component
class ThrottleTidying {

	private final Throttle throttle;

	private final KnownBrowsers browsers;

	ThrottleTidying(Throttle throttle, KnownBrowsers browsers) {
		this.throttle = throttle;
		this.browsers = browsers;
	}

	@Scheduled(fixedDelayString = "${portal.tidy:10m}", initialDelayString = "${portal.tidy:10m}")
	void tidy() {
		this.throttle.tidy();
		this.browsers.tidy();
	}

}
