package dev.runnerfleet.sandbox.story;

import java.util.Map;

import org.springframework.util.ConcurrentReferenceHashMap;

/** Spares reading a template again each time somebody looks at its stack. */
public class Timelines {

	private final Map<SandboxStack, SandboxTimeline> known = new ConcurrentReferenceHashMap<>();

	public SandboxTimeline of(SandboxStack stack) {
		return this.known.computeIfAbsent(stack, SandboxTimeline::of);
	}

}
