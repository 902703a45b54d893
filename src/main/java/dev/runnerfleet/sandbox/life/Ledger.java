package dev.runnerfleet.sandbox.life;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fleet has done since its runner started, added up by quarters of an hour so that
 * no moment has to be told from the beginning.
 */
final class Ledger {

	private final Slots slots;

	private final int places;

	private final long begun;

	private final List<Sum> sums = new ArrayList<>();

	Ledger(Slots slots, int places, long begun) {
		this.slots = slots;
		this.places = places;
		this.begun = begun;
		this.sums.add(new Sum(0, 0, Map.of()));
	}

	/**
	 * Counters.
	 *
	 * @param finished how many jobs have ended
	 * @param failed how many of them have failed
	 * @param seconds how long there were workers, by type
	 */
	record Sum(long finished, long failed, Map<String, Long> seconds) {

	}

	/** What has been done by a second. */
	Sum at(long second) {
		long quarters = Math.max(0, second - this.begun) / Demand.STEP;
		return plus(upTo((int) quarters), this.begun + quarters * Demand.STEP, second);
	}

	private synchronized Sum upTo(int quarters) {
		while (this.sums.size() <= quarters) {
			long from = this.begun + (this.sums.size() - 1L) * Demand.STEP;
			this.sums.add(plus(this.sums.get(this.sums.size() - 1), from, from + Demand.STEP));
		}
		return this.sums.get(quarters);
	}

	private Sum plus(Sum before, long from, long to) {
		long finished = before.finished();
		long failed = before.failed();
		Map<String, Long> seconds = new LinkedHashMap<>(before.seconds());
		for (int slot = 0; slot < this.places; slot++) {
			for (long turn = this.slots.turnOf(slot, from); turn < to; turn += this.slots.turn(slot)) {
				Slots.Job job = this.slots.job(slot, turn);
				if (job != null && job.end() > from && job.end() <= to) {
					finished++;
					failed += job.failed() ? 1 : 0;
				}
			}
			long there = there(slot, from, to);
			if (there > 0) {
				seconds.merge(Life.kind(this.slots, slot), there, Long::sum);
			}
		}
		return new Sum(finished, failed, seconds);
	}

	private long there(int slot, long from, long to) {
		long there = 0;
		for (Slots.Block block = this.slots.block(slot, from); block.start() < to; block = this.slots.after(block)) {
			if (this.slots.isTaken(block)) {
				there += Math.min(to, block.end()) - Math.max(from, block.start());
			}
		}
		return there;
	}

}
