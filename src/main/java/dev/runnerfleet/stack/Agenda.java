package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
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

	private static final Set<Attention.Rank> ENDED = EnumSet.of(Attention.Rank.CHANGED, Attention.Rank.INCOMPLETE);

	private final Cadence cadence;

	private final DoubleSupplier random;

	private final Duration farthest;

	private final Map<UUID, Attention> entries = new HashMap<>();

	private final RollCall rollCall = new RollCall();

	private final Census census = new Census();

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
			return Optional.of(new Job.Page(this.rollCall.ask(now, removals())));
		}
		this.pagesInARow = 0;
		this.watchedFirst = !this.watchedFirst;
		boolean watched = look.filter((entry) -> entry.rank(now) == Attention.Rank.WATCHED).isPresent();
		Optional<Job> descriptions = (silent || watched && this.watchedFirst) ? Optional.empty() : descriptions(now);
		return descriptions.isPresent() ? descriptions : look.map((entry) -> entry.begin(now, crowded(now)));
	}

	private Optional<Job> descriptions(Instant now) {
		List<Attention> waiting = this.entries.values().stream().filter(Attention::undescribed).toList();
		if (!this.census.due(now, waiting.size())) {
			return Optional.empty();
		}
		if (this.census.begins()) {
			waiting.forEach(Attention::portray);
		}
		return Optional.of(this.census.ask(waiting.size()));
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

	/** Takes in that AWS did not answer a page of descriptions, or refused it. */
	synchronized void failedToDescribe(boolean throttled, Instant now) {
		this.census.failed(now.plus(throttled ? Duration.ZERO : this.cadence.retryAtMost()));
	}

	/**
	 * Takes in a page of descriptions.
	 * @return those whose end it tells, or what came of it
	 */
	synchronized List<Job.Told> described(StackListing.Descriptions page) {
		this.census.answered(page);
		return this.entries.values()
			.stream()
			.filter((entry) -> entry.awaitsDescription() && page.stacks().containsKey(entry.what().arn()))
			.map((entry) -> {
				Description found = page.stacks().get(entry.what().arn());
				return new Job.Told(entry.what().operationId(), found.sighting(), found);
			})
			.toList();
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
		for (Attention entry : this.entries.values()) {
			Sighting sighting = this.rollCall.present().get(entry.what().arn());
			if (comparable(entry, now) && (sighting == null || !sighting.status().equals(entry.what().status()))) {
				entry.suspect();
			}
		}
	}

	private boolean removals() {
		return this.entries.values().stream().anyMatch((entry) -> entry.running() && entry.what().leaving());
	}

	/** Few ends are soon read with all that belongs to them. */
	private List<Job.Told> told(StackListing.Page page, Instant now) {
		List<Attention> ended = this.entries.values()
			.stream()
			.filter((entry) -> page.stacks().containsKey(entry.what().arn()) && comparable(entry, now))
			.toList();
		ended.forEach(Attention::suspect);
		return !crowded(now) ? List.of() : ended.stream()
			.map((entry) -> new Job.Told(entry.what().operationId(), page.stacks().get(entry.what().arn()), null))
			.toList();
	}

	private boolean comparable(Attention entry, Instant now) {
		return entry.comparable(this.rollCall.begunAt(), now.minus(this.cadence.unwatched()));
	}

	/** Whether more have ended than are soon read. */
	private boolean crowded(Instant now) {
		return this.entries.values().stream().filter((entry) -> ENDED.contains(entry.rank(now))).count() > FEW;
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
