package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Bulkhead;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * Follows all that goes on in a region for as long as something does, in calls that do
 * not wait for each other's answers.
 */
class RegionTracker implements DisposableBean {

	/** How long a region without anything to see is left alone. */
	static final Duration IDLE = Duration.ofSeconds(10);

	private static final Duration TICK = Duration.ofMillis(20);

	private static final Duration REREAD = Duration.ofSeconds(1);

	private static final Duration PROBE = Duration.ofSeconds(5);

	private static final Logger log = LoggerFactory.getLogger(RegionTracker.class);

	private final TrackingSchedule tracking;

	private final OperationTracker tracker;

	private final OperationCompletion completion;

	private final LateEvents lateEvents;

	private final StackListing listing;

	private final CallBudget budget;

	private final Bulkheads bulkheads;

	private final TrackingProperties properties;

	private final MonotonicClock time;

	private final DoubleSupplier random;

	private final Executor executor;

	private final Clock clock;

	private final Map<Place, PollQueue> queues = new ConcurrentHashMap<>();

	private final Set<Place> followed = ConcurrentHashMap.newKeySet();

	private final Set<Place> broken = ConcurrentHashMap.newKeySet();

	RegionTracker(TrackingSchedule tracking, OperationTracker tracker, OperationCompletion completion,
			LateEvents lateEvents, StackListing listing, CallBudget budget, Bulkheads bulkheads,
			TrackingProperties properties, MonotonicClock time, DoubleSupplier random, Executor executor, Clock clock) {
		this.tracking = tracking;
		this.tracker = tracker;
		this.completion = completion;
		this.lateEvents = lateEvents;
		this.listing = listing;
		this.budget = budget;
		this.bulkheads = bulkheads;
		this.properties = properties;
		this.time = time;
		this.random = random;
		this.executor = executor;
		this.clock = clock;
	}

	/**
	 * Follows a place until nothing more is to be seen there.
	 * @param place where something goes on
	 * @param over tells to stop
	 */
	void follow(Place place, BooleanSupplier over) {
		this.followed.add(place);
		try {
			follow(place, this.queues.computeIfAbsent(place, (key) -> new PollQueue(this.properties, this.random)),
					over);
		}
		finally {
			this.followed.remove(place);
		}
	}

	/** How late the look is that has waited longest, of the regions followed here. */
	Duration lag() {
		Instant now = this.clock.instant();
		return this.followed.stream()
			.map(this.queues::get)
			.filter(Objects::nonNull)
			.map((queue) -> queue.lag(now))
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

	private void follow(Place place, PollQueue queue, BooleanSupplier over) {
		Bulkhead bulkhead = this.bulkheads.of("tracking", place);
		long rereadAt = this.time.nanos();
		long probeAt = rereadAt;
		while (!over.getAsBoolean()) {
			long now = this.time.nanos();
			if (now - rereadAt >= 0) {
				queue.refresh(this.tracking.followed(place), this.clock.instant());
				rereadAt = now + shorter(REREAD, this.properties.watched()).toNanos();
			}
			if (queue.isEmpty()) {
				return;
			}
			boolean open = !bulkhead.silent() || now - probeAt >= 0;
			Optional<Runnable> next = open ? next(place, queue, bulkhead) : Optional.empty();
			if (next.isPresent()) {
				probeAt = now + PROBE.toNanos();
				this.executor.execute(next.get());
			}
			else {
				this.time.pass(this.budget.untilTurn(place, TICK));
			}
		}
	}

	@Override
	public void destroy() {
		if (this.executor instanceof ExecutorService threads) {
			threads.shutdownNow();
		}
	}

	/**
	 * What the queue hands out is begun: whoever takes it has room and its turn for it
	 * already, so that nothing of less weight goes before it.
	 */
	private Optional<Runnable> next(Place place, PollQueue queue, Bulkhead bulkhead) {
		Optional<CallBudget.Turn> turn = this.budget.claim(place);
		if (turn.isEmpty()) {
			return Optional.empty();
		}
		Optional<Poll> poll = bulkhead.enter() ? next(queue, bulkhead) : Optional.empty();
		if (poll.isEmpty()) {
			this.budget.giveUp(turn.get());
		}
		return poll.map((each) -> () -> perform(place, queue, bulkhead, each, turn.get()));
	}

	private Optional<Poll> next(PollQueue queue, Bulkhead bulkhead) {
		Optional<Poll> poll = queue.next(this.clock.instant(), bulkhead.silent());
		if (poll.isEmpty()) {
			bulkhead.turnBack();
		}
		return poll;
	}

	private void perform(Place place, PollQueue queue, Bulkhead bulkhead, Poll poll, CallBudget.Turn turn) {
		AwsFailure failure = null;
		try {
			failure = attempt(place, queue, poll, turn);
			this.broken.remove(place);
		}
		catch (RuntimeException ex) {
			failed(queue, poll, false);
			if (this.broken.add(place)) {
				log.error("Cannot follow {}; trying again", place, ex);
			}
		}
		finally {
			if (bulkhead.leave(failure) && failure != null) {
				cutOff(place, queue, failure);
			}
		}
	}

	private @Nullable AwsFailure attempt(Place place, PollQueue queue, Poll poll, CallBudget.Turn turn) {
		try {
			if (poll instanceof Poll.Look look) {
				look(place, queue, look, turn);
			}
			else if (poll instanceof Poll.Page page) {
				list(place, queue, page, turn);
			}
			else if (poll instanceof Poll.Descriptions descriptions) {
				describe(place, queue, descriptions, turn);
			}
			return null;
		}
		catch (AwsFailure ex) {
			failed(queue, poll, ex.kind() == AwsFailure.Kind.THROTTLED);
			return ex;
		}
	}

	private void look(Place place, PollQueue queue, Poll.Look look, CallBudget.Turn turn) {
		UUID id = look.what().operationId();
		Instant begun = this.clock.instant();
		Optional<Duration> pause = this.budget.spend(turn, () -> look.what().ended()
				? this.lateEvents.check(id, look.brief()) : this.tracker.check(id, look.suspicious(), look.brief()));
		if (pause.isEmpty()) {
			this.tracking.done(id, begun, look.what().ended());
		}
		queue.looked(look, pause.orElse(this.properties.watched()), this.clock.instant());
	}

	private void list(Place place, PollQueue queue, Poll.Page page, CallBudget.Turn turn) {
		StackListing.Page answer = this.budget.spend(turn,
				() -> this.listing.page(place, page.question().statuses(), page.question().token()));
		store(place, queue, queue.heard(answer, this.clock.instant()));
	}

	private void describe(Place place, PollQueue queue, Poll.Descriptions descriptions, CallBudget.Turn turn) {
		StackListing.Descriptions answer = this.budget.spend(turn,
				() -> this.listing.descriptions(place, descriptions.token()));
		store(place, queue, queue.described(answer, this.clock.instant()));
	}

	private void store(Place place, PollQueue queue, List<Poll.Told> ends) {
		ends.forEach(this.completion.early()::told);
		if (!ends.isEmpty()) {
			queue.refresh(this.tracking.followed(place), this.clock.instant());
		}
	}

	private void failed(PollQueue queue, Poll poll, boolean throttled) {
		if (poll instanceof Poll.Look look) {
			queue.failed(look, throttled, this.clock.instant());
		}
		else if (poll instanceof Poll.Page) {
			queue.failedToList(throttled, this.clock.instant());
		}
		else {
			queue.failedToDescribe(throttled, this.clock.instant());
		}
	}

	/**
	 * A region that does not answer is probed by one; what is known of it goes for all.
	 */
	private void cutOff(Place place, PollQueue queue, AwsFailure failure) {
		log.info("{} does not answer: {}", place, failure.title());
		queue.running().forEach((stackId) -> this.tracker.trouble(stackId, failure));
	}

	private static Duration shorter(Duration left, Duration right) {
		return (left.compareTo(right) < 0) ? left : right;
	}

}
