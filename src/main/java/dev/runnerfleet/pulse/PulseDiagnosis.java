package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Bulkhead;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.pulse.PulseReader.Heard;
import dev.runnerfleet.pulse.Vitals.Machine;
import dev.runnerfleet.pulse.Vitals.WorkerGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Makes of what was heard what is stored: asks EC2 and Auto Scaling where something is
 * wrong, and only there, has the health judged, and says when to look again.
 */
@Component
class PulseDiagnosis {

	/**
	 * A report that is older has missed one; the manager is looked at as soon as it may
	 * be gone.
	 */
	private static final Duration MISSED = Duration.ofSeconds(40);

	/** A place without an answer is asked again after this. */
	private static final Duration AGAIN = Duration.ofSeconds(30);

	/** How many times as long a fleet is left alone that cannot report. */
	private static final int SELDOM = 5;

	private static final Logger log = LoggerFactory.getLogger(PulseDiagnosis.class);

	private final HealthJudge judge;

	private final ManagerMachines machines;

	private final ManagerLooks managers;

	private final WorkerGroups groups;

	private final PulseStore store;

	private final PulseProperties properties;

	private final Clock clock;

	PulseDiagnosis(HealthJudge judge, ManagerMachines machines, ManagerLooks managers, WorkerGroups groups,
			PulseStore store, PulseProperties properties, Clock clock) {
		this.judge = judge;
		this.machines = machines;
		this.managers = managers;
		this.groups = groups;
		this.store = store;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Takes in what was heard of some fleets of a place.
	 * @param reports what became of their last change or first job, as far as that is
	 * known
	 */
	void take(Place place, Bulkhead room, List<Heard> heard, Map<UUID, Autopsy> reports) {
		Machinery machinery = machinery(place, room, heard.stream().filter(this::suspicious).toList());
		heard.forEach((each) -> {
			try {
				take(each, machinery, refusal(each, room), reports.get(each.fleet().id()));
			}
			catch (RuntimeException ex) {
				log.error("Cannot store how {} in {} is; trying again", each.fleet().name(), place, ex);
			}
		});
	}

	/**
	 * Nobody came to read these in time, whatever the reason: nothing of them is known.
	 */
	void unheard(LivingFleet fleet) {
		Instant now = this.clock.instant();
		String trouble = (fleet.trouble() != null) ? fleet.trouble()
				: "The portal did not get to its log in %s: AWS does not answer there, or too slowly."
					.formatted(fleet.place());
		Health health = this.judge.judge(new Vitals(now, fleet.lastPulse(), fleet.heardAt(), trouble, fleet.changing(),
				fleet.reports(), fleet.machine(), fleet.group(), null, null, false, fleet.post(), fleet.health()));
		this.store.put(fleet, null,
				new PulseRows.Look(fleet.line(), fleet.heardAt(), null, null, trouble, fleet.machine(), health));
	}

	private void take(Heard heard, Machinery machinery, Pulse.@Nullable Scaling refusal, @Nullable Autopsy report) {
		LivingFleet fleet = heard.fleet();
		Instant now = this.clock.instant();
		Machine machine = deserted(fleet, now) ? Machine.TERMINATED
				: machinery.machines().getOrDefault(String.valueOf(fleet.speaker()), Machine.UNASKED);
		String trouble = (heard.trouble() != null) ? heard.trouble() : suspicious(heard) ? machinery.trouble() : null;
		Autopsy.Verdict verdict = (report != null) ? report.verdict() : Autopsy.Verdict.UNKNOWN;
		String notInForce = notInForce(report, heard.pulse());
		boolean unproven = verdict == Autopsy.Verdict.UNPROVEN || verdict == Autopsy.Verdict.NOT_SCALING;
		Health health = this.judge.judge(new Vitals(now, heard.pulse(), heard.heardAt(), trouble, fleet.changing(),
				fleet.reports(), machine, fleet.group(), refusal, notInForce, unproven, fleet.post(), fleet.health()));
		Instant lookedAt = (heard.refused() != null) ? fleet.lookedAt() : now;
		this.store.put(fleet, heard.news() ? heard.pulse() : null, new PulseRows.Look(heard.line(), heard.heardAt(),
				lookedAt, next(heard, now), trouble, machine, health));
	}

	/**
	 * A manager that nobody has ever heard of is gone, too, unless it is just to come.
	 */
	private boolean deserted(LivingFleet fleet, Instant now) {
		Health health = fleet.health();
		boolean late = health.kind() == Health.Kind.MANAGER_GONE
				|| health.since().plus(this.properties.silentAfter()).isBefore(now);
		return fleet.manager() == null && fleet.reports() && !fleet.changing() && late
				&& this.managers.deserted(fleet.place(), fleet.id());
	}

	/**
	 * Why a change is not in force. What the manager runs with now counts for more than
	 * what it said of the change: it tries again by itself.
	 */
	private static @Nullable String notInForce(@Nullable Autopsy report, @Nullable Pulse pulse) {
		if (report == null) {
			return null;
		}
		String hash = (pulse != null) ? pulse.hash() : null;
		boolean known = hash != null && report.wanted() != null;
		boolean taken = known && Objects.equals(hash, report.wanted());
		return switch (report.verdict()) {
			case NOT_IN_FORCE -> taken ? null : report.reason();
			case UNHEARD -> (known && !taken) ? "the manager has not taken it on" : null;
			default -> null;
		};
	}

	private Machinery machinery(Place place, Bulkhead room, List<Heard> silent) {
		if (silent.isEmpty()) {
			return new Machinery(Map.of(), null);
		}
		try {
			return room
				.attempt(() -> this.machines.look(place,
						silent.stream().map((each) -> String.valueOf(each.fleet().speaker())).toList()))
				.map((found) -> new Machinery(found, null))
				.orElseGet(() -> new Machinery(Map.of(), null));
		}
		catch (AwsFailure ex) {
			return new Machinery(Map.of(), ex.words());
		}
	}

	/**
	 * Whether EC2 is to be asked: not for what it is too early to say, or nobody answers.
	 */
	private boolean suspicious(Heard heard) {
		LivingFleet fleet = heard.fleet();
		if (fleet.manager() == null || heard.unanswered() || fleet.changing()) {
			return false;
		}
		Instant since = Objects.requireNonNullElse(heard.heardAt(), fleet.health().since());
		return (heard.heardAt() != null || fleet.reports())
				&& since.plus(this.properties.silentAfter()).isBefore(this.clock.instant());
	}

	private Pulse.@Nullable Scaling refusal(Heard heard, Bulkhead room) {
		WorkerGroup group = heard.fleet().group();
		Pulse pulse = heard.pulse();
		String name = heard.fleet().groupName();
		if (group == null || pulse == null || name == null || pulse.scaling() != null || heard.refused() != null
				|| group.shortSince() == null
				|| group.shortSince().plus(HealthJudge.COMES_UP).isAfter(this.clock.instant())) {
			return null;
		}
		try {
			return room.attempt(() -> this.groups.refusal(heard.fleet().place(), name))
				.flatMap((found) -> found)
				.orElse(null);
		}
		catch (AwsFailure ex) {
			log.debug("The activities of {} cannot be read: {}", name, ex.title());
			return null;
		}
	}

	private Instant next(Heard heard, Instant now) {
		LivingFleet fleet = heard.fleet();
		if (fleet.watched(now)) {
			return now.plus(this.properties.watched());
		}
		Instant usual = now.plus(this.properties.unwatched());
		if (heard.heardAt() == null) {
			return fleet.reports() ? usual : now.plus(this.properties.unwatched().multipliedBy(SELDOM));
		}
		Instant mayBeGone = heard.heardAt().plus(this.properties.silentAfter()).plusSeconds(1);
		if (heard.heardAt().plus(MISSED).isBefore(now) && mayBeGone.isAfter(now)) {
			return mayBeGone.isBefore(usual) ? mayBeGone : usual;
		}
		return (heard.refused() != null && now.plus(AGAIN).isBefore(usual) && heard.refused() != AwsFailure.Kind.DENIED)
				? now.plus(AGAIN) : usual;
	}

	/** What EC2 said of some managers, and why it did not. */
	private record Machinery(Map<String, Machine> machines, @Nullable String trouble) {

	}

}
