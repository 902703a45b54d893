package dev.runnerfleet.notification.occurrence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.notification.occurrence.Notification.Subject;
import dev.runnerfleet.notification.occurrence.ToldHealth.Say;
import dev.runnerfleet.notification.occurrence.ToldHealth.State;
import dev.runnerfleet.notification.occurrence.ToldHealthRows.Due;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Fleets that stop working as they should and that work again. Where many of a region do
 * at once, as when AWS itself is in trouble, they come in one message a minute.
 */
@Component
class HealthOccurrences implements Occurrences {

	/** So that an outage is two messages or three, and not one for each fleet. */
	static final Duration GATHERED = Duration.ofMinutes(1);

	/**
	 * More wait for the next look. Each row is told, left out or due no longer within
	 * minutes, so none waits for good behind others.
	 */
	static final int AT_ONCE = 2000;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
		.withZone(ZoneOffset.UTC);

	private final ToldHealthRows rows;

	HealthOccurrences(ToldHealthRows rows) {
		this.rows = rows;
	}

	@Override
	public List<Notification> unnoticed(Instant since, int most) {
		boolean more = true;
		while (more) {
			more = this.rows.takeIn(most);
		}
		Instant now = this.rows.now();
		Set<String> lately = this.rows.saidSince(now.minus(GATHERED));
		Map<String, List<Notification>> places = new LinkedHashMap<>();
		this.rows.due(AT_ONCE).stream().filter((due) -> lasts(due, now)).forEach((due) -> {
			Say say = due.health().say(now);
			String place = due.account() + "/" + due.fleet().region() + "/" + say;
			List<Notification> there = places.computeIfAbsent(place, (key) -> new ArrayList<>());
			if (!lately.contains(place) && there.size() < most) {
				there.add(notification(due, say, now));
			}
		});
		return places.values().stream().filter((parts) -> !parts.isEmpty()).map(HealthOccurrences::gathered).toList();
	}

	/**
	 * What came with a change of the fleet is told if it is still so when that is over
	 * for some time.
	 */
	private boolean lasts(Due due, Instant now) {
		Instant operated = due.operated();
		State bad = due.health().bad();
		if (operated == null || bad == null || bad.since().isAfter(operated)) {
			return true;
		}
		if (due.health().told() == null && !due.health().latest().bad()) {
			this.rows.forget(due);
			return false;
		}
		return !operated.plus(ToldHealth.LASTS).isAfter(now);
	}

	private static Notification gathered(List<Notification> parts) {
		String last = parts.stream().max(Comparator.comparingLong((part) -> Said.of(part).seen())).orElseThrow().id();
		return Notification.gathered(last + ":all", parts);
	}

	private static Notification notification(Due due, Say say, Instant now) {
		ToldHealth health = due.health();
		State bad = Objects.requireNonNullElse(health.bad(), health.latest());
		String name = due.fleet().name();
		String since = time(Objects.requireNonNullElse(health.turnsSince(), bad.since()), now);
		String often = "bad %d times since %s".formatted(health.turns(), since);
		String id = new Said(health.seen(), say).id();
		return switch (say) {
			case BAD -> new Notification(id, Topic.HEALTH, bad.kind().tone(), due.fleet(), name + ": " + bad.words(),
					due.advice(), bad.since());
			case OFTEN -> new Notification(id, Topic.HEALTH, "bad", due.fleet(), name + " has been " + often,
					health.latest().bad() ? "Now: " + ended(bad.words()) + " " + due.advice()
							: "It works since %s. Last it was: %s".formatted(time(health.latest().since(), now),
									ended(bad.words())),
					now);
			case WELL -> new Notification(id, Topic.HEALTH, "good", due.fleet(), name + " works again",
					((health.turns() > 1) ? "It was " + often + ". " : "") + health.latest().words(),
					health.latest().since());
		};
	}

	@Override
	public void taken(Notification notification) {
		List<Notification> each = notification.parts().isEmpty() ? List.of(notification) : notification.parts();
		for (Notification part : each) {
			Subject fleet = part.fleet();
			Said said = Said.of(part);
			Optional<ToldHealth> before = (fleet != null) ? this.rows.find(fleet.id(), said.seen()) : Optional.empty();
			if (fleet == null || before.isEmpty() || !this.rows.said(fleet.id(), before.get(), said.say())) {
				throw new OptimisticLockingFailureException(part.id() + " is told by somebody else, or is otherwise");
			}
		}
	}

	private static String time(Instant at, Instant now) {
		return (Duration.between(at, now).toHours() < 12 ? TIME : DAY).format(at);
	}

	private static String ended(String sentence) {
		return sentence.matches("(?s).*[.!?…]") ? sentence : sentence + ".";
	}

	/** What an id is made from: a fleet's change, and what was said after it. */
	private record Said(long seen, Say say) {

		static Said of(Notification notification) {
			String[] parts = notification.id().split(":");
			return new Said(Long.parseLong(parts[1]), Say.valueOf(parts[2]));
		}

		String id() {
			return "health:" + this.seen + ":" + this.say;
		}

	}

}
