package dev.runnerfleet.sandbox.life;

import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * The places for workers, the first of which are taken first. Each goes by turns of its
 * own length, in none of which it runs more than one job; whether it has a worker is
 * decided anew every quarter of an hour, for each place at another time, and whenever
 * something befalls the fleet. So all that happens at a time can be told without what
 * happened before.
 */
final class Slots {

	private static final int[] TURNS = { 180, 225, 300, 450, 900 };

	/** Between a job and the end of its turn, in which a worker can go. */
	private static final int REST = 12;

	private static final int SHORTEST = 20;

	private static final int MOST_BLOCKS = 32;

	private final Plan plan;

	private final Chance chance;

	private final Demand demand;

	private final long begun;

	private final long[] cuts;

	private final int[] phases;

	private final int[] turns;

	private final long[] firsts;

	Slots(Plan plan, Chance chance, Demand demand) {
		this.plan = plan;
		this.chance = chance;
		this.demand = demand;
		this.begun = plan.begun().getEpochSecond();
		this.cuts = plan.spans().stream().mapMultiToLong((span, each) -> {
			each.accept(span.from().getEpochSecond());
			if (span.to() != null) {
				each.accept(span.to().getEpochSecond());
			}
		}).filter((cut) -> cut > this.begun).sorted().distinct().toArray();
		this.phases = IntStream.range(0, plan.values().limit())
			.map((slot) -> chance.number(Demand.STEP, slot, -1))
			.toArray();
		this.turns = IntStream.range(0, this.phases.length)
			.map((slot) -> TURNS[chance.number(TURNS.length, slot, -4)])
			.toArray();
		this.firsts = IntStream.range(0, this.phases.length)
			.mapToLong((slot) -> this.begun + ((slot == 0) ? 0 : chance.number(20 + 5 * slot, slot, -2)))
			.toArray();
	}

	/**
	 * A time in which a place has a worker or has none.
	 *
	 * @param slot the place
	 * @param start its first second
	 * @param end its end, exclusive
	 * @param whole the first second of the quarter of an hour that it is of
	 */
	record Block(int slot, long start, long end, long whole) {

	}

	/**
	 * A job.
	 *
	 * @param slot where it runs
	 * @param start its first second
	 * @param end its end, exclusive
	 * @param waited how many seconds it waited
	 * @param failed whether it fails
	 */
	record Job(int slot, long start, long end, int waited, boolean failed) {

	}

	Block block(int slot, long second) {
		long phase = this.phases[slot];
		long whole = Math.floorDiv(second - phase, Demand.STEP) * Demand.STEP + phase;
		long start = whole;
		long end = whole + Demand.STEP;
		long first = this.firsts[slot];
		if (first > start && first < end) {
			start = (second >= first) ? first : start;
			end = (second < first) ? first : end;
		}
		for (long cut : this.cuts) {
			long own = cut + this.chance.number(40, slot, cut);
			if (own > start && own < end) {
				start = (second >= own) ? own : start;
				end = (second < own) ? own : end;
			}
		}
		return new Block(slot, start, end, whole);
	}

	/** Whether a place has a worker. */
	boolean isTaken(Block block) {
		if (block.start() < this.begun || block.slot() >= this.plan.values().limit()) {
			return false;
		}
		if (isDenied(block)) {
			return block.start() > block.whole() && isTaken(before(block)) && isBusyAtStart(block);
		}
		return block.slot() < this.demand.workers(block.start())
				|| (block.start() > block.whole() && isTaken(before(block)));
	}

	/** Whether AWS has no machine for a place. */
	private boolean isDenied(Block block) {
		return block.slot() >= this.plan.cap(block.start())
				|| (isSpot(block.slot()) && block.slot() % 3 != 0 && this.plan.has(Trouble.SPOT, block.start()));
	}

	/** Whether a job of the block before runs on. */
	private boolean isBusyAtStart(Block block) {
		long turn = turnOf(block.slot(), block.start());
		for (Block each = block(block.slot(), turn); each.start() < block.start(); each = after(each)) {
			Job job = job(each, turn);
			if (job != null) {
				return job.end() > block.start();
			}
		}
		return false;
	}

	/** Whether the worker of a block is another one than that of the block before. */
	boolean isNew(Block block) {
		if (!isTaken(before(block))) {
			return true;
		}
		if (isRushed(block)) {
			return false;
		}
		int perBlock = Demand.STEP / turn(block.slot());
		int blocks = Math.max(1, Math.min(MOST_BLOCKS, this.plan.values().buildsPerWorker() / perBlock));
		return block.start() == block.whole() && Math
			.floorMod(block.whole() / Demand.STEP + this.chance.number(MOST_BLOCKS, block.slot(), -3), blocks) == 0;
	}

	/** How long a new worker takes until it is ready, in seconds. */
	int boot(Block block) {
		return 45 + this.chance.number(25, block.slot(), block.start());
	}

	Block before(Block block) {
		return block(block.slot(), block.start() - 1);
	}

	Block after(Block block) {
		return block(block.slot(), block.end());
	}

	/** The first second of a worker that is there in a block. */
	long launchedAt(Block block) {
		Block first = block;
		while (!isNew(first)) {
			first = before(first);
		}
		return first.start();
	}

	/** Whether a worker is on its way out. */
	boolean isLeaving(Block block, long second) {
		if (second < block.end() - REST) {
			return false;
		}
		Block next = after(block);
		return !isTaken(next) || isNew(next);
	}

	/** The turn that a second is of. */
	long turnOf(int slot, long second) {
		long phase = this.phases[slot];
		return Math.floorDiv(second - phase, turn(slot)) * turn(slot) + phase;
	}

	int turn(int slot) {
		return this.turns[slot];
	}

	/** The job of a turn, {@code null} if it has none. */
	@Nullable Job job(int slot, long turn) {
		Block block = block(slot, turn);
		while (true) {
			Job job = job(block, turn);
			if (job != null || block.end() >= turn + turn(slot)) {
				return job;
			}
			block = after(block);
		}
	}

	private @Nullable Job job(Block block, long turn) {
		int length = turn(block.slot());
		if (block.slot() >= this.demand.running(block.start()) || !isTaken(block)) {
			return null;
		}
		boolean rushed = isRushed(block);
		long start = rushed ? Math.max(turn, block.start())
				: turn + 3 + this.chance.number(length * 35 / 100, block.slot(), turn);
		long end = turn + length - (rushed ? 0 : REST + this.chance.number(length / 5, block.slot(), turn + 1));
		boolean first = start < block.start() + 600 && isNew(block);
		if (first) {
			start = Math.max(start, block.start() + boot(block) + 3);
		}
		boolean begins = start >= block.start() && start < block.end() && end - start >= SHORTEST;
		return (begins && this.plan.takesJobs(start))
				? new Job(block.slot(), start, end, waited(block, start, first), fails(block.slot(), start)) : null;
	}

	/** Whether so many jobs wait that the next begins as soon as one ends. */
	private boolean isRushed(Block block) {
		return this.plan.has(Trouble.BUSY, block.start()) || this.plan.cap(block.start()) < this.plan.values().limit();
	}

	private int waited(Block block, long start, boolean first) {
		int some = this.chance.number(60, block.slot(), start);
		int wanted = this.demand.jobs(start);
		if (wanted > this.plan.values().limit() || wanted > this.plan.cap(start)) {
			long since = this.plan.spans()
				.stream()
				.filter((span) -> span.holds(start))
				.mapToLong((span) -> start - span.from().getEpochSecond())
				.max()
				.orElse(0);
			return (int) Math.min(600, 60 + since / 3) + some;
		}
		return first ? (int) Math.min(start - block.start(), 90) : 1 + some / 10;
	}

	private boolean fails(int slot, long start) {
		boolean reclaimed = this.plan.has(Trouble.SPOT, start) && isSpot(slot);
		return this.chance.number(reclaimed ? 3 : 40, slot, start + 1) == 0;
	}

	boolean isSpot(int slot) {
		int above = slot - this.plan.values().onDemandBase();
		int share = this.plan.values().onDemandShare();
		return above >= 0 && (above + 1) * share / 100 == above * share / 100;
	}

	/** A worker's instance type; the preferred one has half of the places. */
	String type(int slot) {
		var types = this.plan.values().types();
		int rank = Integer.numberOfTrailingZeros(1 + this.chance.number(1 << 10, slot, -5));
		return types.get(rank % types.size());
	}

}
