package dev.runnerfleet.sandbox.life;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

import dev.runnerfleet.sandbox.account.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a fleet's life, from the start of its runner on: a function of its plan
 * and of the time, which goes on while nobody looks and is the same after a restart.
 */
public final class Life {

	private static final int RECENTLY = 300;

	/** How long a manager waits until it asks AWS again. */
	private static final Duration RETRY = Duration.ofSeconds(60);

	private static final int REMEMBERED = 19;

	private final Plan plan;

	private final Slots slots;

	private final Demand demand;

	private final Ledger ledger;

	public Life(Plan plan) {
		Chance chance = Chance.of(plan.seed());
		this.plan = plan;
		this.demand = new Demand(plan, chance);
		this.slots = new Slots(plan, chance, this.demand);
		this.ledger = new Ledger(this.slots, plan.values().limit(), plan.begun().getEpochSecond());
	}

	/** When its runner started. */
	public Instant begun() {
		return this.plan.begun();
	}

	/** Whether somebody has seen to it that no job begins. */
	public boolean isQuiet(Instant at) {
		return this.plan.quiet() != null && !at.isBefore(this.plan.quiet());
	}

	Plan plan() {
		return this.plan;
	}

	/** Its workers at a time, those on their way out included. */
	public List<Worker> workers(Instant at) {
		long second = at.getEpochSecond();
		List<Worker> workers = new ArrayList<>();
		for (int slot = 0; slot < this.plan.values().limit(); slot++) {
			Slots.Block block = this.slots.block(slot, second);
			if (this.slots.isTaken(block)) {
				workers.add(worker(block, second));
			}
		}
		return workers;
	}

	/** How many workers its manager asks AWS for. */
	public int wanted(Instant at) {
		long there = workers(at).stream().filter((worker) -> worker.endsAt() == null).count();
		return (int) Math.max(there, isShort(at) ? this.demand.wanted(at.getEpochSecond()) : there);
	}

	/** Whether AWS gives it fewer workers than it asks for. */
	public boolean isShort(Instant at) {
		return this.plan.shortage(at).isPresent();
	}

	/** The times at which AWS could start no worker lately, oldest first. */
	public List<Instant> failures(Instant at) {
		Instant since = this.plan.spans()
			.stream()
			.filter((span) -> span.holds(at) && Shortage.of(span.trouble()).isPresent())
			.map(Span::from)
			.min(Instant::compareTo)
			.orElse(this.plan.begun())
			.truncatedTo(ChronoUnit.SECONDS);
		long tries = isShort(at) ? Duration.between(since, at).dividedBy(RETRY) : -1;
		return LongStream.rangeClosed(Math.max(0, tries - REMEMBERED), tries)
			.mapToObj((number) -> since.plus(RETRY.multipliedBy(number)))
			.toList();
	}

	/** Why they failed. */
	public Optional<Shortage> shortage(Instant at) {
		return this.plan.shortage(at);
	}

	/** How many jobs run. */
	public int running(Instant at) {
		return counts(at).running();
	}

	/** How many wait for a worker. */
	public int waiting(Instant at) {
		return Math.max(0, this.demand.jobs(at.getEpochSecond()) - running(at));
	}

	/** What its manager counts. */
	Counts counts(Instant at) {
		long second = at.getEpochSecond();
		int running = 0;
		List<Integer> waits = new ArrayList<>();
		boolean took = false;
		for (int slot = 0; slot < this.plan.values().limit(); slot++) {
			long turn = this.slots.turnOf(slot, second - RECENTLY);
			for (; turn <= second; turn += this.slots.turn(slot)) {
				Slots.Job job = this.slots.job(slot, turn);
				if (job != null && job.start() <= second) {
					running += (job.end() > second) ? 1 : 0;
					took |= job.start() > second - 3;
					if (job.start() > second - RECENTLY) {
						waits.add(job.waited());
					}
				}
			}
		}
		return new Counts(running, took, waits.stream().sorted().toList(), this.ledger.at(second));
	}

	/** The jobs that began or ended within a time, in seconds, the end exclusive. */
	List<Slots.Job> jobs(long from, long to) {
		List<Slots.Job> jobs = new ArrayList<>();
		for (int slot = 0; slot < this.plan.values().limit(); slot++) {
			for (long turn = this.slots.turnOf(slot, from - 1); turn < to; turn += this.slots.turn(slot)) {
				Slots.Job job = this.slots.job(slot, turn);
				if (job != null) {
					jobs.add(job);
				}
			}
		}
		return jobs;
	}

	/** The workers that were launched within a time, by the place that they took. */
	Map<Worker, Integer> launched(long from, long to) {
		Map<Worker, Integer> launched = new LinkedHashMap<>();
		for (int slot = 0; slot < this.plan.values().limit(); slot++) {
			for (Slots.Block block = this.slots.block(slot, from); block.start() < to; block = this.slots
				.after(block)) {
				if (block.start() >= from && this.slots.isTaken(block) && this.slots.isNew(block)) {
					launched.put(worker(block, block.start()), slot);
				}
			}
		}
		return launched;
	}

	/**
	 * What a manager counts.
	 *
	 * @param running how many jobs run
	 * @param took whether it has just taken one
	 * @param waits how many seconds the jobs waited that it took lately, shortest first
	 * @param sum what it has done since it started
	 */
	record Counts(int running, boolean took, List<Integer> waits, Ledger.Sum sum) {

	}

	static String kind(Slots slots, int slot) {
		return slots.isSpot(slot) ? slots.type(slot) + "/spot" : slots.type(slot);
	}

	private Worker worker(Slots.Block block, long second) {
		long launchedAt = this.slots.launchedAt(block);
		Worker.State state = state(block, launchedAt, second);
		boolean leaving = state != Worker.State.BUSY && this.slots.isLeaving(block, second);
		return new Worker(Ids.ec2("i", this.plan.seed(), block.slot(), launchedAt), this.slots.type(block.slot()),
				this.slots.isSpot(block.slot()), Instant.ofEpochSecond(launchedAt),
				leaving ? Worker.State.DELETING : state, leaving ? Instant.ofEpochSecond(block.end()) : null);
	}

	private Worker.State state(Slots.Block block, long launchedAt, long second) {
		Slots.@Nullable Job job = this.slots.job(block.slot(), this.slots.turnOf(block.slot(), second));
		if (job != null && job.start() <= second && second < job.end()) {
			return Worker.State.BUSY;
		}
		boolean boots = second < launchedAt + this.slots.boot(this.slots.block(block.slot(), launchedAt));
		return (boots || this.plan.has(Trouble.NEVER_READY, second)) ? Worker.State.STARTING : Worker.State.READY;
	}

}
