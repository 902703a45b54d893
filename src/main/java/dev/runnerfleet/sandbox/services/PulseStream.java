package dev.runnerfleet.sandbox.services;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.life.Life;
import dev.runnerfleet.sandbox.life.PulseLine;
import dev.runnerfleet.sandbox.life.Span;
import dev.runnerfleet.sandbox.life.Worker;
import dev.runnerfleet.sandbox.logs.DerivedStream;
import dev.runnerfleet.sandbox.manager.ManagerLog;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.MadeMachine;

/**
 * What one manager reports, a line every half minute for as long as it can.
 *
 * @param fleet what it reports of
 * @param ends from when on it says no more
 * @param groups the fleet's groups at a time, for what is not its manager's doing
 */
record PulseStream(Fleet fleet, Instant ends, Function<Instant, List<Group>> groups) implements DerivedStream {

	private static final Duration BEAT = Duration.ofSeconds(30);

	/**
	 * What a manager reports of.
	 *
	 * @param history its stack
	 * @param manager its machine
	 * @param lives the lives that its fleet has led, oldest first
	 * @param spans what befell it
	 * @param max how many workers it may have
	 */
	record Fleet(History history, MadeMachine manager, List<Life> lives, List<Span> spans, int max) {

		Optional<Life> life(Instant at) {
			return FleetLives.at(this.lives, at);
		}

		/** From when on it is the one that works: the one before it is gone. */
		Instant worksSince() {
			return this.history.takesOver(this.manager).orElse(this.manager.launchedAt());
		}

		boolean isMute(Instant at) {
			return this.spans.stream().anyMatch((span) -> span.trouble().isMute() && span.holds(at));
		}

	}

	@Override
	public String name() {
		return this.fleet.manager().id() + "/pulse";
	}

	@Override
	public Optional<Reach> reach() {
		Instant begins = tick(begins());
		while (begins.isBefore(this.ends) && this.fleet.isMute(begins)) {
			begins = begins.plus(BEAT);
		}
		Instant last = tick(this.ends.minus(BEAT));
		while (last.isAfter(begins) && this.fleet.isMute(last)) {
			last = last.minus(BEAT);
		}
		return begins.isBefore(this.ends) ? Optional.of(new Reach(begins, last.isBefore(begins) ? begins : last))
				: Optional.empty();
	}

	@Override
	public List<Instant> times(Instant from, Instant to) {
		List<Instant> times = new ArrayList<>();
		Instant end = to.isBefore(this.ends) ? to : this.ends;
		Instant begins = begins();
		for (Instant at = tick(from.isBefore(begins) ? begins : from); at.isBefore(end); at = at.plus(BEAT)) {
			if (!this.fleet.isMute(at)) {
				times.add(at);
			}
		}
		return times;
	}

	@Override
	public String text(Instant at) {
		Life life = this.fleet.life(at).orElseThrow();
		String manager = this.fleet.manager().id();
		String hash = ManagerLog
			.inForce(this.fleet.history().lines().stream().filter((line) -> !line.at().isAfter(at)).toList(), manager)
			.orElse(null);
		if (wasClosed(life, at)) {
			return new PulseLine(manager, hash, life, List.of(), 0, 0).at(at);
		}
		Optional<Group> closed = life.isQuiet(at) ? this.groups.apply(at).stream().findFirst() : Optional.empty();
		List<Worker> workers = closed.map((group) -> group.members().stream().map(Group.Seat::member).toList())
			.orElseGet(() -> life.workers(at));
		return new PulseLine(manager, hash, life, workers,
				closed.map((group) -> group.size().desired()).orElseGet(() -> life.wanted(at)),
				closed.map((group) -> group.size().max()).orElse(this.fleet.max()))
			.at(at);
	}

	/** Whether it was closed then, and is open again. */
	private boolean wasClosed(Life life, Instant at) {
		return life.isQuiet(at) && !this.fleet.lives().get(this.fleet.lives().size() - 1).isQuiet(at);
	}

	private Instant begins() {
		Instant born = this.fleet.worksSince();
		Instant begun = this.fleet.lives().get(0).begun();
		return born.isBefore(begun) ? begun : born;
	}

	/** The first time from another on at which there may be a line. */
	private Instant tick(Instant from) {
		long beat = BEAT.toMillis();
		long phase = 1000L * Ids.number((int) BEAT.toSeconds(), name());
		return Instant.ofEpochMilli(Math.floorDiv(from.toEpochMilli() - phase + beat - 1, beat) * beat + phase);
	}

}
