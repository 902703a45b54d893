package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.runnerfleet.autopsy.Autopsies;
import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Bulkhead;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.pulse.PulseReader.Heard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the living fleets of a place that are due, as many in a second as the place's
 * budget has: their logs first, then EC2 for those that have fallen silent.
 */
class PulseRound {

	/** How often a place is looked through for what is due. */
	static final Duration TICK = Duration.ofSeconds(1);

	/** How long a place is left alone that does not answer. */
	private static final Duration SILENCE = Duration.ofSeconds(5);

	/** How often fleets are sought that have come or gone. */
	private static final Duration ENROL = Duration.ofSeconds(10);

	/**
	 * A fleet that is not heard of for so much longer than it may be silent is urgent.
	 */
	private static final Duration MISSED = Duration.ofSeconds(35);

	/** Reads side by side, within the width of a bulkhead. */
	private static final int LANES = 4;

	private static final Logger log = LoggerFactory.getLogger(PulseRound.class);

	private final PulseRows rows;

	private final PulseReader reader;

	private final WorkerGroups groups;

	private final ManagerLooks managers;

	private final PulseDiagnosis diagnosis;

	private final Autopsies autopsies;

	private final Bulkheads bulkheads;

	private final PulseProperties properties;

	private final Executor executor;

	private final Clock clock;

	private final Map<Place, Instant> enrolled = new ConcurrentHashMap<>();

	private final Map<Place, Double> paces = new ConcurrentHashMap<>();

	PulseRound(PulseRows rows, PulseReader reader, WorkerGroups groups, ManagerLooks managers, PulseDiagnosis diagnosis,
			Autopsies autopsies, Bulkheads bulkheads, PulseProperties properties, Executor executor, Clock clock) {
		this.rows = rows;
		this.reader = reader;
		this.groups = groups;
		this.managers = managers;
		this.diagnosis = diagnosis;
		this.autopsies = autopsies;
		this.bulkheads = bulkheads;
		this.properties = properties;
		this.executor = executor;
		this.clock = clock;
	}

	/**
	 * Looks once.
	 * @return the pause until the next look, empty where no fleet is left
	 */
	Optional<Duration> look(Place place) {
		Instant begun = this.clock.instant();
		if (enrol(place, begun)) {
			return Optional.empty();
		}
		Bulkhead room = this.bulkheads.of("pulse", place);
		boolean silent = room.silent();
		List<LivingFleet> due = this.rows.due(place, begun, begun.minus(this.properties.silentAfter()).minus(MISSED),
				silent ? 1 : most(place));
		if (!silent) {
			groups(place, room, this.groups::look);
			groups(place, room, this.managers::look);
		}
		List<Heard> heard = read(due, room);
		if (!heard.isEmpty()) {
			pace(place, heard);
			this.diagnosis.take(place, room, heard, reports(heard));
		}
		Duration pause = room.silent() ? SILENCE : TICK;
		Duration spent = Duration.between(begun, this.clock.instant());
		return Optional.of(pause.compareTo(spent) > 0 ? pause.minus(spent) : Duration.ZERO);
	}

	/** Whether there is nothing to be looked at. */
	private boolean enrol(Place place, Instant now) {
		Instant last = this.enrolled.get(place);
		if (last != null && !now.isBefore(last) && now.isBefore(last.plus(ENROL))) {
			return false;
		}
		this.enrolled.put(place, now);
		this.rows.forget(place);
		this.rows.news(place)
			.forEach((id) -> this.rows.insert(id, HealthWords.nothingYet(now),
					PulseSlots.next(id, this.properties.watched(), now)));
		return !this.rows.places().contains(place);
	}

	/** What cannot be read there keeps no log from being read. */
	private static void groups(Place place, Bulkhead room, Consumer<Place> look) {
		try {
			room.attempt(() -> {
				look.accept(place);
				return true;
			});
		}
		catch (AwsFailure ex) {
			log.debug("The groups in {} cannot be read: {}", place, ex.title());
		}
	}

	private List<Heard> read(List<LivingFleet> due, Bulkhead room) {
		List<CompletableFuture<List<Heard>>> lanes = IntStream.range(0, Math.min(LANES, due.size()))
			.mapToObj((lane) -> IntStream.range(0, due.size())
				.filter((index) -> index % LANES == lane)
				.mapToObj(due::get)
				.toList())
			.map((lane) -> CompletableFuture.supplyAsync(() -> lane(lane, room), this.executor))
			.toList();
		return lanes.stream().flatMap((lane) -> lane.join().stream()).toList();
	}

	/** A place that has fallen silent meanwhile is left alone. */
	private List<Heard> lane(List<LivingFleet> fleets, Bulkhead room) {
		return fleets.stream().flatMap((fleet) -> attempt(fleet, room).stream()).toList();
	}

	private Optional<Heard> attempt(LivingFleet fleet, Bulkhead room) {
		if (!room.enter()) {
			return Optional.empty();
		}
		AwsFailure failure = null;
		try {
			return Optional.of(this.reader.read(fleet));
		}
		catch (AwsFailure ex) {
			failure = ex;
			return Optional.of(this.reader.refused(fleet, ex));
		}
		finally {
			room.leave(failure);
		}
	}

	private int most(Place place) {
		return (int) Math.max(1, Math.ceil(this.paces.getOrDefault(place, this.properties.callsPerSecond())));
	}

	/**
	 * Where AWS asks to slow down half as many are read, and one more each time after.
	 */
	private void pace(Place place, List<Heard> heard) {
		double pace = this.paces.getOrDefault(place, this.properties.callsPerSecond());
		boolean slower = heard.stream().anyMatch(Heard::throttled);
		this.paces.put(place, slower ? Math.max(1, pace / 2) : Math.min(this.properties.callsPerSecond(), pace + 1));
	}

	private Map<UUID, Autopsy> reports(List<Heard> heard) {
		return this.autopsies.reports(heard.stream().map((each) -> each.fleet().id()).toList());
	}

}
