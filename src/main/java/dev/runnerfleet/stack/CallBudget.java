package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.Map;
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

	private final double callsPerSecond;

	private final MonotonicClock time;

	private final Map<Place, Pace> paces = new ConcurrentHashMap<>();

	CallBudget(TrackingProperties properties, MonotonicClock time) {
		this.callsPerSecond = properties.callsPerSecond();
		this.time = time;
	}

	/** Does work whose calls each wait until there is one to spare in their region. */
	public <T> T spend(Place place, Supplier<T> work) {
		Pace pace = pace(place);
		try {
			T result = PacedCalls.taking((at) -> pace(at).turn(), work);
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

	/** Whether a call in the region would go at once. */
	boolean ready(Place place) {
		return pace(place).ready();
	}

	private Pace pace(Place place) {
		return this.paces.computeIfAbsent(place, (key) -> new Pace());
	}

	/** A region's pace, as a share of the full one. */
	private final class Pace {

		private double share = 1;

		private final PriorityQueue<Long> placesFreeAt = new PriorityQueue<>();

		private long next = CallBudget.this.time.nanos();

		private long slowedAt = this.next - interval();

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

		synchronized boolean ready() {
			return untilNext() <= 0;
		}

		/** Counts from when a call really leaves: a busy machine wakes waiters late. */
		private synchronized long take() {
			long wait = untilNext();
			if (wait <= 0) {
				this.placesFreeAt.remove();
				this.next = CallBudget.this.time.nanos() + interval();
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
