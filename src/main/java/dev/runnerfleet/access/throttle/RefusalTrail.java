package dev.runnerfleet.access.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Actor;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import jakarta.annotation.PreDestroy;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes down refused sign-ins without filling the trail: a few one by one, and what
 * follows on them in one entry that counts it. What is not told yet is in memory, because
 * a flood must not write.
 */
@Component
public class RefusalTrail {

	private static final int SINGLY = 5;

	private static final int SINGLY_A_MINUTE = 20;

	private static final int MOST_RUNS = 20;

	private static final Duration QUIET = Duration.ofMinutes(1);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	private static final int LONGEST_NAME = 64;

	private final Map<String, RefusalRun> runs = new LinkedHashMap<>();

	private final Audit audit;

	private final Clock clock;

	private Instant minute = Instant.EPOCH;

	private int singlyThisMinute;

	RefusalTrail(Audit audit, Clock clock) {
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Takes down that a sign-in was refused after its password was looked at.
	 * @param name as it was tried
	 * @param reason a short plain sentence
	 */
	public void wrong(String name, String reason) {
		Actor actor = who(name);
		if (tellsOneMore(actor)) {
			this.audit.record(actor, Action.SIGN_IN_REFUSED, name, Outcome.REFUSED, reason);
		}
	}

	/** Counts a sign-in that was turned away with nothing looked at. */
	public synchronized void turnedAway(String name) {
		Actor actor = who(name);
		run(actor).turnedAway(actor.address(), this.clock.instant());
	}

	/** Writes an entry for each run that is over, or goes on for long. */
	@Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void tell() {
		Instant now = this.clock.instant();
		tell((run) -> run.isQuietSince(now.minus(QUIET)) || run.beganBefore(now.minus(LONGEST)));
	}

	@PreDestroy
	void tellAll() {
		tell((run) -> true);
	}

	/** Strangers choose how long a name is, and it stays here for a while. */
	private static Actor who(String name) {
		return Actor.current().as((name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME) : name);
	}

	private synchronized boolean tellsOneMore(Actor actor) {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.minute.plus(QUIET))) {
			this.minute = now;
			this.singlyThisMinute = 0;
		}
		RefusalRun run = run(actor);
		if (run.told() < SINGLY && this.singlyThisMinute < SINGLY_A_MINUTE && !run.isOfMany()) {
			this.singlyThisMinute++;
			run.tellsOne(now);
			return true;
		}
		run.wrong(actor.address(), now);
		return false;
	}

	private RefusalRun run(Actor actor) {
		String name = actor.name().toLowerCase(Locale.ROOT);
		boolean room = this.runs.containsKey(name) || this.runs.size() < MOST_RUNS;
		return this.runs.computeIfAbsent(room ? name : "",
				(key) -> new RefusalRun(room ? actor : actor.as(""), this.clock.instant()));
	}

	private void tell(Predicate<RefusalRun> which) {
		over(which).stream()
			.filter(RefusalRun::hasMore)
			.forEach((run) -> this.audit.record(run.actor(), Action.SIGN_IN_REFUSED, run.subject(), Outcome.REFUSED,
					run.words()));
	}

	private synchronized List<RefusalRun> over(Predicate<RefusalRun> which) {
		List<RefusalRun> over = new ArrayList<>(this.runs.values());
		over.removeIf(which.negate());
		this.runs.values().removeAll(over);
		return over;
	}

}
