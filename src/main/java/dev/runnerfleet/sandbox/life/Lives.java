package dev.runnerfleet.sandbox.life;

import java.util.Map;

import org.springframework.util.ConcurrentReferenceHashMap;

/** Spares adding up a life from its beginning each time that somebody looks at it. */
public class Lives {

	private final Map<Plan, Life> known = new ConcurrentReferenceHashMap<>();

	public Life of(Plan plan) {
		return this.known.computeIfAbsent(plan, Life::new);
	}

}
