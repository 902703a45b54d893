package dev.runnerfleet.pulse;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What came to pass between two reports: their counters begin anew with the runner or
 * with the manager.
 */
final class Progress {

	private Progress() {
	}

	/** What a report adds to the five minutes that it is of. */
	static Pulses.Point point(Instant at, @Nullable Pulse before, Pulse now) {
		Pulse.Jobs jobs = now.jobs();
		Pulse.Jobs earlier = (before != null) ? before.jobs() : null;
		Pulse.Queue queue = now.queue();
		Pulse.Workers workers = now.workers();
		boolean same = before != null && before.manager().equals(now.manager())
				&& Objects.equals(before.since(), now.since());
		return new Pulses.Point(at, (jobs != null) ? number(jobs.running()) : null,
				(jobs != null) ? number(jobs.limit()) : null,
				more(before, same, (earlier != null) ? earlier.finished() : null,
						(jobs != null) ? jobs.finished() : null),
				more(before, same, (earlier != null) ? earlier.failed() : null, (jobs != null) ? jobs.failed() : null),
				(queue != null) ? number(queue.median()) : null, (queue != null) ? number(queue.longest()) : null,
				(workers != null) ? number(workers.ready()) : null, (workers != null) ? number(workers.busy()) : null,
				(workers != null) ? number(workers.starting()) : null, (workers != null) ? number(workers.max()) : null,
				now.types());
	}

	/** The most of each of what was seen, and all of what came to pass. */
	static Pulses.Point together(Pulses.Point one, Pulses.Point other) {
		Map<String, Long> types = new TreeMap<>(one.types());
		other.types().forEach((type, count) -> types.merge(type, count, Math::max));
		return new Pulses.Point(one.at(), most(one.running(), other.running()), most(one.limit(), other.limit()),
				one.finished() + other.finished(), one.failed() + other.failed(),
				most(one.waitMedian(), other.waitMedian()), most(one.waitLongest(), other.waitLongest()),
				most(one.ready(), other.ready()), most(one.busy(), other.busy()),
				most(one.starting(), other.starting()), most(one.maxWorkers(), other.maxWorkers()), Map.copyOf(types));
	}

	/** For how long workers ran meanwhile, by type, in seconds. */
	static Map<String, Long> seconds(Pulse before, Pulse now) {
		boolean same = before.manager().equals(now.manager());
		Map<String, Long> seconds = new TreeMap<>();
		now.seconds().forEach((type, counted) -> {
			long earlier = same ? before.seconds().getOrDefault(type, 0L) : 0;
			seconds.put(type, (counted >= earlier) ? counted - earlier : counted);
		});
		return seconds;
	}

	private static int more(@Nullable Pulse before, boolean same, @Nullable Long earlier, @Nullable Long counted) {
		if (before == null || counted == null || same && earlier == null) {
			return 0;
		}
		return Math.toIntExact(Math.min(Integer.MAX_VALUE / 2,
				(same && earlier != null && counted >= earlier) ? counted - earlier : counted));
	}

	private static @Nullable Integer most(@Nullable Integer one, @Nullable Integer other) {
		return (one == null) ? other : (other == null) ? one : (Integer) Math.max(one, other);
	}

	private static @Nullable Integer number(@Nullable Long number) {
		return (number != null) ? (Integer) (int) Math.min(Integer.MAX_VALUE, number) : null;
	}

}
