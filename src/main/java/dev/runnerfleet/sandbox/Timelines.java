package dev.runnerfleet.sandbox;

import java.util.Map;

import org.springframework.util.ConcurrentReferenceHashMap;

/** Spares reading a template again each time somebody looks at its stack. */
class Timelines {

	private final Map<SandboxStack, Timeline> known = new ConcurrentReferenceHashMap<>();

	Timeline of(SandboxStack stack) {
		return this.known.computeIfAbsent(stack, Timeline::of);
	}

}
