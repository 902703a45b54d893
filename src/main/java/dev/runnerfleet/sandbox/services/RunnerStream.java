package dev.runnerfleet.sandbox.services;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.life.Life;
import dev.runnerfleet.sandbox.life.RunnerLog;
import dev.runnerfleet.sandbox.life.Trouble;
import dev.runnerfleet.sandbox.logs.DerivedStream;

/**
 * What one manager's runner logs of its jobs and workers, for as long as the manager can.
 */
final class RunnerStream implements DerivedStream {

	/** Nobody reads more of it. */
	private static final Duration KEPT = Duration.ofDays(7);

	/** Who reports nothing for another reason has a log all the same. */
	private static final Set<Trouble> MUTE = EnumSet.of(Trouble.MANAGER_GONE, Trouble.MANAGER_STOPPED, Trouble.IMPAIRED,
			Trouble.SILENT);

	private final PulseStream.Fleet fleet;

	private final Instant ends;

	private final String gitlab;

	private final Map<Instant, String> told = new HashMap<>();

	/**
	 * A stream.
	 * @param fleet what it tells of
	 * @param ends from when on it says no more
	 * @param gitlab where its jobs come from
	 */
	RunnerStream(PulseStream.Fleet fleet, Instant ends, String gitlab) {
		this.fleet = fleet;
		this.ends = ends;
		this.gitlab = gitlab;
	}

	@Override
	public String name() {
		return this.fleet.manager().id() + "/gitlab-runner";
	}

	@Override
	public Optional<Reach> reach() {
		Instant begins = later(this.fleet.lives().get(0).begun(), this.fleet.worksSince());
		return begins.isBefore(this.ends) ? Optional.of(new Reach(begins, this.ends)) : Optional.empty();
	}

	@Override
	public List<Instant> times(Instant from, Instant to) {
		return lines(from, to).peek((line) -> this.told.put(line.at(), line.text()))
			.map(RunnerLog.Line::at)
			.distinct()
			.toList();
	}

	@Override
	public String text(Instant at) {
		String text = this.told.get(at);
		return (text != null) ? text : lines(at, at.plusNanos(1)).map(RunnerLog.Line::text).findFirst().orElseThrow();
	}

	/** Each life tells of itself until the next begins. */
	private Stream<RunnerLog.Line> lines(Instant from, Instant to) {
		List<Life> lives = this.fleet.lives();
		Instant first = later(from, later(this.ends.minus(KEPT), this.fleet.worksSince()));
		Instant last = earlier(to, this.ends);
		return IntStream.range(0, lives.size())
			.boxed()
			.flatMap((number) -> new RunnerLog(lives.get(number), this.gitlab)
				.lines(first, (number + 1 < lives.size()) ? earlier(last, lives.get(number + 1).begun()) : last)
				.stream())
			.filter((line) -> this.fleet.spans()
				.stream()
				.noneMatch((span) -> MUTE.contains(span.trouble()) && span.holds(line.at())));
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}
