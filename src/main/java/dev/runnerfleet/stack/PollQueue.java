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
import java.util.stream.Stream;

/**
 * Decides what a region's next call is spent on, so that a watched stack is read as if it
 * were alone and an end is known soon among a thousand. What it remembers is about pacing
 * alone and may be lost.
 */
class PollQueue {

	/** So many tell of their ends themselves, soon enough. */
	static final int FEW = 4;

	/** Of so many that run, some end every few seconds. */
	private static final int MANY = 40;

	private static final int PAGES_IN_A_ROW = 3;

	private static final Set<PollEntry.Rank> ENDED = EnumSet.of(PollEntry.Rank.CHANGED, PollEntry.Rank.INCOMPLETE);

	private final TrackingProperties properties;

	private final DoubleSupplier random;

	private final Duration farthest;

	private final Map<UUID, PollEntry> entries = new HashMap<>();

	private final ListStacksPaging listing = new ListStacksPaging();

	private final DescribeStacksPaging describing = new DescribeStacksPaging();

	private int pagesInARow;

	private boolean watchedFirst;

	/**
	 * Begins with nothing.
	 * @param properties how often to look
	 * @param random spreads the looks, from 0 to 1
	 */
	PollQueue(TrackingProperties properties, DoubleSupplier random) {
		this.properties = properties;
		this.random = random;
		this.farthest = properties.recoverAfter().plus(properties.retryAtMost()).plus(properties.unwatched());
	}

	/** Takes in what the tables say. */
	synchronized void refresh(List<TrackedOperation> followed, Instant now) {
		Set<UUID> current = followed.stream().map(TrackedOperation::operationId).collect(Collectors.toSet());
		this.entries.keySet().retainAll(current);
		followed.forEach((each) -> this.entries.computeIfAbsent(each.operationId(), (id) -> new PollEntry(each, now))
			.take(each));
	}

	synchronized boolean isEmpty() {
		return this.entries.isEmpty();
	}

	/** How late the look is that has waited longest. */
	synchronized Duration lag(Instant now) {
		return this.entries.values()
			.stream()
			.map((entry) -> entry.lag(now))
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

	/** The stacks on which AWS works, as far as is known. */
	synchronized List<UUID> running() {
		return this.entries.values().stream().filter(PollEntry::running).map((each) -> each.what().stackId()).toList();
	}

	/**
	 * What the next call is for.
	 * @param now the moment
	 * @param silent whether the region does not answer: then one look is a probe
	 * @return empty if nothing is due
	 */
	synchronized Optional<Poll> next(Instant now, boolean silent) {
		Optional<PollEntry> look = best(now);
		int running = (int) this.entries.values().stream().filter(PollEntry::running).count();
		boolean patient = look.map((entry) -> entry.rank(now).patient() || this.pagesInARow < PAGES_IN_A_ROW)
			.orElse(true);
		if (!silent && patient && this.listing.due(now, running)) {
			this.pagesInARow++;
			return Optional.of(new Poll.Page(this.listing.ask(now, removals(), crowded(now))));
		}
		this.pagesInARow = 0;
		boolean urgent = look.map((entry) -> entry.rank(now))
			.filter((rank) -> rank == PollEntry.Rank.CHANGED || rank == PollEntry.Rank.WATCHED && this.watchedFirst)
			.isPresent();
		this.watchedFirst = !this.watchedFirst;
		Optional<Poll> descriptions = (silent || urgent) ? Optional.empty() : descriptions(now);
		return descriptions.isPresent() ? descriptions
				: look.map((entry) -> entry.begin(now, running > MANY || crowded(now)));
	}

	private Optional<Poll> descriptions(Instant now) {
		List<PollEntry> waiting = this.entries.values().stream().filter(PollEntry::undescribed).toList();
		if (!this.describing.due(now, waiting.size())) {
			return Optional.empty();
		}
		if (this.describing.begins()) {
			waiting.forEach(PollEntry::portray);
		}
		return Optional.of(this.describing.ask(now, waiting.size()));
	}

	/**
	 * Takes in that a look has ended.
	 * @param pause until the next one, before it is spread
	 */
	synchronized void looked(Poll.Look look, Duration pause, Instant now) {
		PollEntry entry = this.entries.get(look.what().operationId());
		if (entry != null) {
			entry.end(now, now.plus(spread(pause)), look.suspicious());
		}
	}

	/** Takes in that AWS did not answer or refused. */
	synchronized void failed(Poll.Look look, boolean throttled, Instant now) {
		PollEntry entry = this.entries.get(look.what().operationId());
		if (entry != null) {
			entry.fail(now, throttled ? Duration.ZERO : spread(this.properties.pauseAfterFailure(entry.failures())));
		}
	}

	/** Takes in that AWS did not answer a page, or refused it. */
	synchronized void failedToList(boolean throttled, Instant now) {
		this.listing.failed(now.plus(throttled ? Duration.ZERO : this.properties.retryAtMost()));
	}

	/** Takes in that AWS did not answer a page of descriptions, or refused it. */
	synchronized void failedToDescribe(boolean throttled, Instant now) {
		this.describing.failed(now.plus(throttled ? Duration.ZERO : this.properties.retryAtMost()));
	}

	/**
	 * Takes in a page of descriptions.
	 * @return those whose end it tells, or what came of it
	 */
	synchronized List<Poll.Told> described(StackListing.Descriptions page, Instant now) {
		this.describing.answered(page);
		return this.entries.values()
			.stream()
			.flatMap((entry) -> Stream.ofNullable(page.stacks().get(entry.what().arn()))
				.filter((found) -> entry.awaitsDescription()
						|| found.status().settled() && comparable(entry, this.describing.askedAt(), now))
				.map((found) -> new Poll.Told(entry.what().operationId(), found.snapshot(), found)))
			.toList();
	}

	/**
	 * Takes in a page of a listing.
	 * @return those whose end it tells, as far as it does
	 */
	synchronized List<Poll.Told> heard(StackListing.Page page, Instant now) {
		boolean last = this.listing.answered(page);
		if (this.listing.ofThoseAtRest()) {
			return told(page, now);
		}
		if (last) {
			missed(now);
		}
		return List.of();
	}

	/** Whoever is missing among those in progress is looked at next. */
	private void missed(Instant now) {
		for (PollEntry entry : this.entries.values()) {
			StackSnapshot snapshot = this.listing.present().get(entry.what().arn());
			if (comparable(entry, this.listing.begunAt(), now)
					&& (snapshot == null || !snapshot.status().equals(entry.what().status()))) {
				entry.suspect(now);
			}
		}
	}

	private boolean removals() {
		return this.entries.values().stream().anyMatch((entry) -> entry.running() && entry.what().leaving());
	}

	/** Few ends are soon read with all that belongs to them. */
	private List<Poll.Told> told(StackListing.Page page, Instant now) {
		List<PollEntry> ended = this.entries.values()
			.stream()
			.filter((entry) -> page.stacks().containsKey(entry.what().arn())
					&& comparable(entry, this.listing.begunAt(), now))
			.toList();
		ended.forEach((entry) -> entry.suspect(now));
		return !crowded(now) ? List.of()
				: ended.stream()
					.flatMap((entry) -> Stream.ofNullable(page.stacks().get(entry.what().arn()))
						.map((seen) -> new Poll.Told(entry.what().operationId(), seen, null)))
					.toList();
	}

	private boolean comparable(PollEntry entry, Instant asked, Instant now) {
		return entry.comparable(asked, now.minus(this.properties.unwatched()));
	}

	/** Whether more have ended than are soon read. */
	private boolean crowded(Instant now) {
		return this.entries.values().stream().filter((entry) -> ENDED.contains(entry.rank(now))).count() > FEW;
	}

	/** Of two ranks that cannot wait, each has every other turn. */
	private Optional<PollEntry> best(Instant now) {
		Function<PollEntry, Integer> rank = (entry) -> entry.rank(now).order(this.watchedFirst);
		return this.entries.values()
			.stream()
			.filter((entry) -> entry.due(now, this.properties.watched(), this.farthest))
			.min(Comparator.comparing(rank).thenComparing(PollEntry::dueAt));
	}

	private Duration spread(Duration pause) {
		return Duration.ofNanos((long) (pause.toNanos() * (0.9 + 0.2 * this.random.getAsDouble())));
	}

}
