package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.runnerfleet.pulse.Health.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Says how a fleet is. The same facts always come to the same, and the worst that is true
 * is said; only a report that is fresh says anything of the present.
 */
@Component
class HealthJudge {

	private static final Set<Integer> REFUSED = Set.of(401, 403, 410);

	/** What curl says where no runner runs that would tell its numbers. */
	private static final Pattern NOBODY_LISTENS = Pattern.compile("(?i)curl: \\(7\\)|connection refused");

	/** How long a group may take to come up to what is wanted of it. */
	static final Duration COMES_UP = Duration.ofMinutes(5);

	private final PulseProperties properties;

	HealthJudge(PulseProperties properties) {
		this.properties = properties;
	}

	/** How it is, the time since when kept from before where it is the same. */
	Health judge(Vitals vitals) {
		Health now = unheard(vitals).or(() -> heard(vitals)).orElseGet(() -> HealthWords.unknown(vitals, vitals.now()));
		Health before = vitals.before();
		return (before != null && before.kind() == now.kind()) ? now.since(before.since()) : now;
	}

	/** Whether the last report is too old to speak of the present. */
	boolean silent(Vitals vitals) {
		Instant heard = vitals.heardAt();
		return heard != null && heard.plus(this.properties.silentAfter()).isBefore(vitals.now());
	}

	private Optional<Health> unheard(Vitals vitals) {
		Instant heard = vitals.heardAt();
		if (!vitals.reports() && heard == null) {
			return Optional.of(HealthWords.older(vitals.now()));
		}
		if (heard != null && !silent(vitals)) {
			return Optional.empty();
		}
		Instant since = Objects.requireNonNullElse(heard, vitals.now());
		if (vitals.changing()) {
			return Optional.of(HealthWords.changing(heard, vitals.now()));
		}
		return switch (vitals.machine()) {
			case STOPPED, TERMINATED, IMPAIRED -> Optional.of(HealthWords.gone(vitals, since));
			case UNASKED, RUNNING -> (heard != null) ? Optional.of(HealthWords.silent(vitals, since))
					: Optional.of(HealthWords.unknown(vitals, vitals.now()));
		};
	}

	private Optional<Health> heard(Vitals vitals) {
		Pulse pulse = vitals.pulse();
		if (pulse == null) {
			return Optional.empty();
		}
		return Stream
			.<Function<Pulse, Optional<Health>>>of((each) -> contact(each, vitals), (each) -> token(each, vitals),
					(each) -> scaling(each, vitals), (each) -> readiness(each, vitals), (each) -> change(vitals),
					(each) -> work(each, vitals))
			.flatMap((question) -> question.apply(pulse).stream())
			.findFirst();
	}

	/** A manager that finishes its jobs asks for no more. */
	private Optional<Health> contact(Pulse pulse, Vitals vitals) {
		Pulse.Contact contact = pulse.gitlab();
		if (contact == null) {
			return Optional.empty();
		}
		Instant began = Objects.requireNonNullElse(pulse.since(), pulse.at());
		Instant answered = Objects.requireNonNullElse(contact.at(), began);
		boolean late = Duration.between(answered, pulse.at()).compareTo(this.properties.notPollingAfter()) >= 0;
		if (REFUSED.contains(contact.status())) {
			return Optional.of(HealthWords.refused(contact.status(), ours(answered, pulse, vitals)));
		}
		String trouble = (pulse.jobs() == null) ? pulse.trouble() : null;
		if (vitals.post() == Vitals.Post.REPLACED) {
			return Optional.empty();
		}
		if (late && trouble != null && NOBODY_LISTENS.matcher(trouble).find()) {
			return Optional.of(HealthWords.runnerDown(trouble, ours(answered, pulse, vitals), vitals.now()));
		}
		if (late && trouble == null && !full(pulse.jobs())) {
			return Optional.of(HealthWords.notPolling(contact.status(), contact.at() != null,
					ours(answered, pulse, vitals), vitals.now()));
		}
		return Optional.empty();
	}

	/** A runner that has all the jobs it takes asks for none. */
	private static boolean full(Pulse.@Nullable Jobs jobs) {
		Long running = (jobs != null) ? jobs.running() : null;
		Long limit = (jobs != null) ? jobs.limit() : null;
		return running != null && limit != null && limit > 0 && running >= limit;
	}

	private Optional<Health> token(Pulse pulse, Vitals vitals) {
		Instant expires = pulse.tokenExpires();
		if (expires == null || expires.minus(this.properties.tokenEndsWithin()).isAfter(vitals.now())) {
			return Optional.empty();
		}
		return Optional.of(HealthWords.tokenEnds(expires, vitals.now()));
	}

	private Optional<Health> scaling(Pulse pulse, Vitals vitals) {
		Vitals.WorkerGroup group = vitals.group();
		boolean lacks = lacks(pulse.workers()) || group != null && group.inService() < group.desired();
		Pulse.Scaling told = pulse.scaling();
		if (told != null) {
			Instant at = ours(Objects.requireNonNullElse(told.at(), pulse.at()), pulse, vitals);
			boolean lately = at.plus(this.properties.scalingFailedWithin()).isAfter(vitals.now());
			return (lacks || lately) ? Optional.of(HealthWords.cannotScale(told, at)) : Optional.empty();
		}
		Pulse.Scaling refusal = vitals.refusal();
		if (refusal == null || group == null || group.shortSince() == null
				|| group.shortSince().plus(COMES_UP).isAfter(vitals.now())) {
			return Optional.empty();
		}
		return Optional.of(HealthWords.cannotScale(refusal, group.shortSince()));
	}

	/**
	 * Workers that AWS starts and the runner gives up on, with none that can take a job.
	 */
	private static Optional<Health> readiness(Pulse pulse, Vitals vitals) {
		Pulse.Workers workers = pulse.workers();
		boolean none = workers != null && HealthWords.number(workers.failed()) > 0 && lacks(workers)
				&& HealthWords.number(workers.ready()) + HealthWords.number(workers.busy()) == 0;
		return none ? Optional.of(HealthWords.neverReady(vitals.now())) : Optional.empty();
	}

	private static boolean lacks(Pulse.@Nullable Workers workers) {
		Long wanted = (workers != null) ? workers.wanted() : null;
		return workers != null && wanted != null
				&& wanted > HealthWords.number(workers.ready()) + HealthWords.number(workers.busy());
	}

	private static Optional<Health> change(Vitals vitals) {
		String reason = vitals.notInForce();
		return (reason != null) ? Optional.of(HealthWords.notInForce(reason, vitals.now())) : Optional.empty();
	}

	private Optional<Health> work(Pulse pulse, Vitals vitals) {
		Pulse.Jobs jobs = pulse.jobs();
		Long running = (jobs != null) ? jobs.running() : null;
		if (running == null) {
			return Optional.of(HealthWords.unread(pulse.trouble(), vitals.now()));
		}
		Load load = Load.of(pulse);
		Health before = vitals.before();
		boolean wasBusy = before != null && before.kind() == Kind.BUSY;
		if (load.full() || wasBusy && load.nearlyFull()) {
			return Optional.of(HealthWords.busy(load, pulse.queue(), vitals.now()));
		}
		return Optional.of((running > 0) ? HealthWords.working(running, pulse.workers(), vitals.now())
				: HealthWords.idle(pulse, vitals.unproven(), vitals.now()));
	}

	/** A moment of the manager's clock, told from its report, by the portal's. */
	private static Instant ours(Instant theirs, Pulse pulse, Vitals vitals) {
		Instant heard = Objects.requireNonNullElse(vitals.heardAt(), vitals.now());
		Instant ours = heard.minus(Duration.between(theirs, pulse.at()));
		return ours.isAfter(vitals.now()) ? vitals.now() : ours;
	}

	/**
	 * How much of what is there is taken.
	 *
	 * @param taken how many
	 * @param most how many there may be, 0 where that is not known
	 * @param what of what
	 */
	record Load(long taken, long most, String what) {

		/** Fewer than nine of ten: less would be said and unsaid with each job. */
		private static final int NEARLY = 10;

		static Load of(Pulse pulse) {
			Pulse.Workers workers = pulse.workers();
			Load ofWorkers = (workers != null)
					? new Load(HealthWords.number(workers.busy()), HealthWords.number(workers.max()), "workers")
					: new Load(0, 0, "workers");
			Pulse.Jobs jobs = pulse.jobs();
			Load ofJobs = (jobs != null)
					? new Load(HealthWords.number(jobs.running()), HealthWords.number(jobs.limit()), "places for jobs")
					: new Load(0, 0, "places for jobs");
			return (ofWorkers.full() || !ofJobs.full() && ofWorkers.nearlyFull()) ? ofWorkers : ofJobs;
		}

		boolean full() {
			return this.most > 0 && this.taken >= this.most;
		}

		boolean nearlyFull() {
			return this.most > 0 && this.taken * NEARLY >= this.most * (NEARLY - 1);
		}

	}

}
