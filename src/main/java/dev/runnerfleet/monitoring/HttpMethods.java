package dev.runnerfleet.monitoring;

import java.util.Set;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

import org.springframework.stereotype.Component;

/**
 * Counts requests by the methods that there are: anybody can send any word as a method,
 * and each would be kept, readable, for as long as the portal runs.
 */
@Component
class HttpMethods implements MeterFilter {

	private static final String METHOD = "method";

	private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"TRACE");

	@Override
	public Meter.Id map(Meter.Id id) {
		String method = id.getTag(METHOD);
		return (method == null || KNOWN.contains(method)) ? id
				: id.replaceTags(id.getTags()
					.stream()
					.map((tag) -> tag.getKey().equals(METHOD) ? Tag.of(METHOD, "OTHER") : tag)
					.toList());
	}

}
