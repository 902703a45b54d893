package dev.runnerfleet.sandbox.story;

import java.time.Instant;
import java.util.Map;

import org.springframework.util.ConcurrentReferenceHashMap;

/** Spares reading a template again each time somebody looks at its stack. */
public class Timelines {

	private final Map<SandboxStack, SandboxTimeline> known = new ConcurrentReferenceHashMap<>();

	/**
	 * What has happened to a stack by a certain time.
	 * @throws IllegalArgumentException if a template refers to what there is not
	 */
	public History at(SandboxStack stack, Instant now) {
		return this.known.computeIfAbsent(stack, SandboxTimeline::of).at(now);
	}

}
