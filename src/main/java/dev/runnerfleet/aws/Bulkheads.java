package dev.runnerfleet.aws;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

/** Keeps regions and kinds of work apart, so that none waits for another's answers. */
@Component
public class Bulkheads {

	private static final int WIDTH = 4;

	private static final Duration LATER = Duration.ofSeconds(2);

	private final Map<String, Bulkhead> bulkheads = new ConcurrentHashMap<>();

	/** The bulkhead of a kind of work in a region. */
	public Bulkhead of(String kind, Place place) {
		return this.bulkheads.computeIfAbsent(kind + " in " + place, (key) -> new Bulkhead(WIDTH));
	}

	/**
	 * Takes a step of work that goes on, if its bulkhead has room.
	 * @param kind the kind of work
	 * @param place where the work is done
	 * @param step gives the pause until the next step, empty if there is none
	 * @return the same, or a short pause where there is no room now
	 */
	public Optional<Duration> step(String kind, Place place, Supplier<Optional<Duration>> step) {
		return of(kind, place).attempt(step).orElse(Optional.of(LATER));
	}

}
