package dev.runnerfleet.fleet.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.autopsy.LogReader;
import dev.runnerfleet.autopsy.LogReader.Found;
import dev.runnerfleet.autopsy.LogReader.Wanted;
import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.stack.Stack;

import org.springframework.stereotype.Component;

/**
 * Reads logs once for all who look at the same, and gives what was read a moment ago to
 * whoever comes next.
 */
@Component
class LogReads {

	private static final Duration KEPT = Duration.ofSeconds(5);

	private static final int MOST_KEPT = 100;

	private final LogReader log;

	private final PageReads reads;

	private final Clock clock;

	private final Map<String, Kept> kept = new ConcurrentHashMap<>();

	LogReads(LogReader log, PageReads reads, Clock clock) {
		this.log = log;
		this.reads = reads;
		this.clock = clock;
	}

	/**
	 * Begins to read.
	 * @param manager the instance id
	 * @param asked what was asked for, the same for the same at another time
	 */
	PageReads.Pending<Found> begin(Stack stack, String manager, Wanted wanted, Record asked) {
		String question = "log of %s %s %s".formatted(stack.id(), manager, asked);
		return this.reads.begin(stack.place(), question, () -> {
			Instant now = this.clock.instant();
			Kept before = this.kept.get(question);
			if (before != null && before.holds(now)) {
				return before.found();
			}
			Found found = this.log.read(stack.place(), stack.name(), manager, wanted);
			keep(question, new Kept(found, this.clock.instant()));
			return found;
		});
	}

	private void keep(String question, Kept found) {
		this.kept.values().removeIf((each) -> !each.holds(found.at()));
		if (this.kept.size() < MOST_KEPT) {
			this.kept.put(question, found);
		}
	}

	private record Kept(Found found, Instant at) {

		boolean holds(Instant now) {
			return !now.isBefore(this.at) && now.isBefore(this.at.plus(KEPT));
		}

	}

}
