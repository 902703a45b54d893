package dev.runnerfleet.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/** Tells how many pages this replica keeps current. */
@Component
class LiveMeters implements MeterBinder {

	private final LiveHub hub;

	LiveMeters(LiveHub hub) {
		this.hub = hub;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("portal.live.pages", this.hub, LiveHub::count)
			.description("Open pages that are kept current")
			.register(registry);
	}

}
