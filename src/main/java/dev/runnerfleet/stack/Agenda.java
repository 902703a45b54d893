package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides what a region's next call is spent on, so that a watched stack is read as if it
 * were alone and an end is known soon among a thousand. What it remembers is about pacing
 * alone and may be lost.
 */
class Agenda {

	/** So many tell of their ends themselves, soon enough. */
	static final int FEW = 4;

	private static final int PAGES_IN_A_ROW = 3;

	private final Cadence cadence;

	private final DoubleSupplier random;

	private final Duration farthest;

	private final Map<UUID, Attention> entries = new HashMap<>();

	private final RollCall rollCall = new RollCall();

	private int pagesInARow;

	private boolean watchedFirst;

	/**
	 * Begins with nothing.
	 * @param cadence how often to look
	 * @param random spreads the looks, from 0 to 1
	 */
	Agenda(Cadence cadence, DoubleSupplier random) {
		this.cadence = cadence;
		this.random = random;
		this.farthest = cadence.recoverAfter().plus(cadence.retryAtMost()).plus(cadence.unwatched());
	}

	/** Takes in what the tables say. */
	synchronized void refresh(List<Followed> followed, Instant now) {
		Set<UUID> current = followed.stream().map(Followed::operationId).collect(Collectors.toSet());
		this.entries.keySet().retainAll(current);
		followed.forEach((each) -> this.entries.computeIfAbsent(each.operationId(), (id) -> new Attention(each, now))
			.take(each));
	}

	synchronized boolean isEmpty() {
		return this.entries.isEmpty();
	}

	/** The stacks on which AWS works, as far as is known. */
	synchronized List<UUID> running() {
		return this.entries.values().stream().filter(Attention::running).map((each) -> each.what().stackId()).toList();
	}

	/**
	 * What the next call is for.
	 * @param now the moment
	 * @param silent whether the region does not answer: then one look is a probe
	 * @return empty if nothing is due
	 */
	synchronized Optional<Job> next(Instant now, boolean silent) {
		Optional<Attention> look = best(now);
		int running = (int) this.entries.values().stream().filter(Attention::running).count();
		boolean patient = look.map((entry) -> entry.rank(now).patient() || this.pagesInARow < PAGES_IN_A_ROW)
			.orElse(true);
		if (!silent && patient && this.rollCall.due(now, running)) {
			this.pagesInARow++;
			return Optional.of(new Job.Page(this.rollCall.ask(now)));
		}
		this.pagesInARow = 0;
		this.watchedFirst = !this.watchedFirst;
		return look.map((entry) -> entry.begin(now));
	}

	/**
	 * Takes in that a look has ended.
	 * @param pause until the next one, before it is spread
	 */
	synchronized void looked(Job.Look look, Duration pause, Instant now) {
		Attention entry = this.entries.get(look.what().operationId());
		if (entry != null) {
			entry.end(now, now.plus(spread(pause)), look.suspicious());
		}
	}

	/** Takes in that AWS did not answer or refused. */
	synchronized void failed(Job.Look look, boolean throttled, Instant now) {
		Attention entry = this.entries.get(look.what().operationId());
		if (entry != null) {
			entry.fail(now, throttled ? Duration.ZERO : spread(this.cadence.pauseAfterFailure(entry.failures())));
		}
	}

	/** Takes in that AWS did not answer a page, or refused it. */
	synchronized void failedToList(boolean throttled, Instant now) {
		this.rollCall.failed(now.plus(throttled ? Duration.ZERO : this.cadence.retryAtMost()));
	}

	/**
	 * Takes in a page of a listing.
	 * @return those whose end it tells, as far as it does
	 */
	synchronized List<Job.Told> heard(StackListing.Page page, Instant now) {
		boolean last = this.rollCall.answered(page);
		if (this.rollCall.ofThoseAtRest()) {
			return told(page, now);
		}
		if (last) {
			missed(now);
		}
		return List.of();
	}

	/** Whoever is missing among those in progress is looked at next. */
	private void missed(Instant now) {
		int missing = 0;
		for (Attention entry : this.entries.values()) {
			Sighting sighting = this.rollCall.present().get(entry.what().arn());
			if (comparable(entry, now) && (sighting == null || !sighting.status().equals(entry.what().status()))) {
				entry.suspect();
				missing += (sighting == null) ? 1 : 0;
			}
		}
		if (missing > 0 && changed(now) > Math.max(FEW, this.rollCall.pagesAtRest())) {
			this.rollCall.askThoseAtRest();
		}
	}

	/** Few ends are soon read with all that belongs to them. */
	private List<Job.Told> told(StackListing.Page page, Instant now) {
		List<Attention> ended = this.entries.values()
			.stream()
			.filter((entry) -> page.stacks().containsKey(entry.what().arn()) && comparable(entry, now))
			.toList();
		ended.forEach(Attention::suspect);
		return (changed(now) <= FEW) ? List.of()
				: ended.stream()
					.map((entry) -> new Job.Told(entry.what().operationId(), page.stacks().get(entry.what().arn())))
					.toList();
	}

	private boolean comparable(Attention entry, Instant now) {
		return entry.comparable(this.rollCall.begunAt(), now.minus(this.cadence.unwatched()));
	}

	private long changed(Instant now) {
		return this.entries.values().stream().filter((entry) -> entry.rank(now) == Attention.Rank.CHANGED).count();
	}

	/** Of two ranks that cannot wait, each has every other turn. */
	private Optional<Attention> best(Instant now) {
		Function<Attention, Integer> rank = (entry) -> entry.rank(now).order(this.watchedFirst);
		return this.entries.values()
			.stream()
			.filter((entry) -> entry.due(now, this.cadence.watched(), this.farthest))
			.min(Comparator.comparing(rank).thenComparing(Attention::dueAt));
	}

	private Duration spread(Duration pause) {
		return Duration.ofNanos((long) (pause.toNanos() * (0.9 + 0.2 * this.random.getAsDouble())));
	}

}
