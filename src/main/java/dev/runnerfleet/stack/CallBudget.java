package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;

import org.springframework.stereotype.Component;

/**
 * Spaces the calls that following stacks takes, for each region by itself: never more
 * than its share in any second, and fewer where AWS asks to slow down. A call arrives
 * some time between leaving and its answer, so it counts until a second after that.
 * Replicas share a region's following by taking it in turns; what else they ask there
 * they count apart.
 */
@Component
public class CallBudget {

	private static final double SLOWEST = 1.0 / 16;

	/** A throttled region is at its full pace again after so many answered calls. */
	private static final double RECOVERY = 1.0 / 80;

	/**
	 * The part of the time between two calls by which one that was late is followed
	 * sooner.
	 */
	private static final int CATCHES_UP = 8;

	private final double callsPerSecond;

	private final MonotonicClock time;

	private final Map<Place, Pace> paces = new ConcurrentHashMap<>();

	CallBudget(TrackingProperties properties, MonotonicClock time) {
		this.callsPerSecond = properties.callsPerSecond();
		this.time = time;
	}

	/** Does work whose calls each wait until there is one to spare in their region. */
	public <T> T spend(Place place, Supplier<T> work) {
		return spend(pace(place), () -> PacedCalls.taking((at) -> pace(at).turn(), work));
	}

	/**
	 * Does work whose first call has its turn; for further ones it goes before whatever
	 * has not begun.
	 */
	<T> T spend(Turn turn, Supplier<T> work) {
		return spend(turn.pace(), () -> PacedCalls.taking(turn.pace()::giveBack, (at) -> pace(at).nextTurn(), work));
	}

	/**
	 * Takes the turn for a call in the region that would go at once.
	 * @return empty if none would, or if work that has begun waits there for its next
	 */
	Optional<Turn> claim(Place place) {
		return pace(place).claim();
	}

	/** How long until a turn can be claimed, a tick at most, and where one can be now. */
	Duration untilTurn(Place place, Duration tick) {
		return pace(place).untilTurn(tick);
	}

	/** Takes back a turn for which there was no call. */
	void giveUp(Turn turn) {
		turn.pace().giveUp(turn);
	}

	private <T> T spend(Pace pace, Supplier<T> calls) {
		try {
			T result = calls.get();
			pace.answered();
			return result;
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.THROTTLED) {
				pace.throttled();
			}
			throw ex;
		}
	}

	private Pace pace(Place place) {
		return this.paces.computeIfAbsent(place, (key) -> new Pace());
	}

	/**
	 * A call's turn before it is made.
	 *
	 * @param freeAt since when its place was free
	 * @param before when the turn was due, in nanoseconds
	 * @param next when the turn after it is due
	 */
	record Turn(Pace pace, long freeAt, long before, long next) {
	}

	/** A region's pace, as a share of the full one. */
	private final class Pace {

		private double share = 1;

		private final PriorityQueue<Long> placesFreeAt = new PriorityQueue<>();

		private long next = CallBudget.this.time.nanos();

		private long slowedAt = this.next - interval();

		private int waiting;

		Pace() {
			for (int place = 0; place < places(); place++) {
				this.placesFreeAt.add(this.next);
			}
		}

		/** Waits for a place, and gives what returns it; none is needed at the end. */
		Runnable turn() {
			for (long wait = take(); wait > 0; wait = take()) {
				CallBudget.this.time.pass(Duration.ofNanos(wait));
				if (Thread.currentThread().isInterrupted()) {
					return () -> {
					};
				}
			}
			return this::giveBack;
		}

		/** As {@link #turn()}; while it waits nobody begins anything. */
		Runnable nextTurn() {
			waits(1);
			try {
				return turn();
			}
			finally {
				waits(-1);
			}
		}

		private synchronized void waits(int more) {
			this.waiting += more;
		}

		synchronized Optional<Turn> claim() {
			long free = Objects.requireNonNullElse(this.placesFreeAt.peek(), this.next);
			long before = this.next;
			return (this.waiting > 0 || take() > 0) ? Optional.empty()
					: Optional.of(new Turn(this, free, before, this.next));
		}

		synchronized Duration untilTurn(Duration tick) {
			long wait = untilNext();
			return (wait > 0 && wait < tick.toNanos()) ? Duration.ofNanos(wait) : tick;
		}

		synchronized void giveUp(Turn turn) {
			this.placesFreeAt.add(turn.freeAt());
			if (this.next == turn.next()) {
				this.next = turn.before();
			}
		}

		/**
		 * Counts from when a call really leaves, as a busy machine wakes waiters late; a
		 * little lateness is made up for.
		 */
		private synchronized long take() {
			long wait = untilNext();
			if (wait <= 0) {
				this.placesFreeAt.remove();
				long now = CallBudget.this.time.nanos();
				this.next = Math.max(this.next + interval(), now + interval() - interval() / CATCHES_UP);
			}
			return wait;
		}

		private synchronized void giveBack() {
			this.placesFreeAt
				.add(CallBudget.this.time.nanos() + (long) (1e9 * places() / CallBudget.this.callsPerSecond));
		}

		private long untilNext() {
			long now = CallBudget.this.time.nanos();
			Long place = this.placesFreeAt.peek();
			return (place != null) ? Math.max(this.next, place) - now : interval();
		}

		private int places() {
			return (int) Math.max(1, CallBudget.this.callsPerSecond);
		}

		synchronized void answered() {
			this.share = Math.min(1, this.share + RECOVERY);
		}

		/** Calls that were under way together are refused together, and count once. */
		synchronized void throttled() {
			long now = CallBudget.this.time.nanos();
			if (now - this.slowedAt < 2 * interval()) {
				return;
			}
			this.slowedAt = now;
			this.share = Math.max(SLOWEST, this.share / 2);
			this.next = Math.max(this.next, now + interval());
		}

		private long interval() {
			return (long) (1e9 / (CallBudget.this.callsPerSecond * this.share));
		}

	}

}
