package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Remembers which stacks people look at: those are read more often and before others. To
 * look is free: it is noted, and nothing is asked of AWS for it.
 */
@Component
public class WatchedStacks {

	private static final Duration ATTENTION = Duration.ofSeconds(30);

	private final Operations operations;

	private final TransactionTemplate transaction;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	WatchedStacks(Operations operations, TransactionTemplate transaction, ApplicationEventPublisher events,
			Clock clock) {
		this.operations = operations;
		this.transaction = transaction;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Notes that somebody has the pages of some stacks open for the next half minute.
	 * @param stackIds the stacks; settled ones cost nothing
	 */
	public void seen(Collection<UUID> stackIds) {
		Instant now = this.clock.instant();
		List<UUID> news = this.operations.unfinished(stackIds)
			.stream()
			.filter((operation) -> !operation.watched(now.plus(ATTENTION.dividedBy(2))))
			.map(Operation::stackId)
			.toList();
		if (!news.isEmpty()) {
			this.transaction.executeWithoutResult((status) -> this.operations.watched(news, now.plus(ATTENTION)));
		}
		listed(stackIds);
	}

	/**
	 * Notes that somebody has a list of all stacks open for the next half minute.
	 * @param shown those whose rows are on the page
	 */
	public void allSeen(Collection<UUID> shown) {
		Instant now = this.clock.instant();
		this.transaction.executeWithoutResult(
				(status) -> this.operations.glanced(now.plus(ATTENTION.dividedBy(2)), now.plus(ATTENTION)));
		listed(shown);
	}

	/** Notes that somebody reads a list of stacks, which makes none of them urgent. */
	public void listed(Collection<UUID> shown) {
		if (!shown.isEmpty()) {
			this.events.publishEvent(new Seen(Set.copyOf(shown), this.clock.instant().plus(ATTENTION)));
		}
	}

	/**
	 * Announces that somebody looks.
	 *
	 * @param ids the stacks whose pages or rows are in sight
	 * @param until the attention lasts until then
	 */
	public record Seen(Set<UUID> ids, Instant until) {

	}

}
