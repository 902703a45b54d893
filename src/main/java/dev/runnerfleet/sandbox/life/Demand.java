package dev.runnerfleet.sandbox.life;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many jobs people want to run, and so how many workers a fleet is to have. */
final class Demand {

	/** How long it stays as it is, in seconds. */
	static final int STEP = 900;

	/** Whoever has launched a fleet tries it. */
	private static final int TRIAL = 1800;

	private static final int MOST_STEPS_IDLE = 4;

	private final Plan plan;

	private final Chance chance;

	private final long begun;

	private final int eagerness;

	private final Map<Long, Step> steps = new ConcurrentHashMap<>();

	Demand(Plan plan, Chance chance) {
		this.plan = plan;
		this.chance = chance;
		this.begun = plan.begun().getEpochSecond();
		this.eagerness = 35 + chance.number(60, -1, 0);
	}

	/** How many jobs there are to run, those that have to wait included. */
	int jobs(long second) {
		int limit = this.plan.values().limit();
		if (!this.plan.takesJobs(second) && !this.plan.has(Trouble.NEVER_READY, second)) {
			return 0;
		}
		if (this.plan.has(Trouble.BUSY, second)) {
			return limit + 1 + limit / 3;
		}
		int cap = this.plan.cap(second);
		int least = (cap < limit) ? cap + 1 + (limit - cap) / 2
				: (second < this.begun + TRIAL) ? Math.min(2, limit) : 0;
		return Math.max(least, step(second).jobs());
	}

	/** How many jobs run if every worker is there. */
	int running(long second) {
		return Math.min(this.plan.values().limit(), jobs(second));
	}

	/** How many workers the manager asks for. */
	int wanted(long second) {
		FleetValues values = this.plan.values();
		int busy = 0;
		int steps = Math.min(MOST_STEPS_IDLE, (values.idleTime() + STEP - 1) / STEP);
		for (int back = 0; back <= steps && second - (long) back * STEP >= this.begun; back++) {
			busy = Math.max(busy, running(second - (long) back * STEP));
		}
		return Math.min(values.limit(), busy + step(second).idle());
	}

	/** How many of those AWS gives it. */
	int workers(long second) {
		return Math.min(wanted(second), this.plan.cap(second));
	}

	/**
	 * What a quarter of an hour is like by itself, remembered as it is asked for so
	 * often.
	 */
	private Step step(long second) {
		return this.steps.computeIfAbsent(Math.floorDiv(second, STEP), (step) -> {
			FleetValues values = this.plan.values();
			int mood = 60 + this.chance.number(70, -2, step);
			int burst = (this.chance.number(7, -3, step) == 0) ? 170 : 100;
			long jobs = (long) values.limit() * values.hours().bustle(step * STEP) * this.eagerness / 100 * mood / 100
					* burst / 10_000;
			return new Step((int) Math.min(jobs, values.limit()),
					values.hours().holds(step * STEP) ? values.idle() : values.offPeakIdle());
		});
	}

	/**
	 * A quarter of an hour.
	 *
	 * @param jobs how many jobs there are to run
	 * @param idle how many workers wait for more
	 */
	private record Step(int jobs, int idle) {

	}

}
