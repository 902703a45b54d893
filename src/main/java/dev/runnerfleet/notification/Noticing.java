package dev.runnerfleet.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.runnerfleet.notification.occurrence.Notification;
import dev.runnerfleet.notification.occurrence.Occurrences;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes down what has happened together with who is to be told of it, in one go: after
 * that nobody's death loses it, and reading it again changes nothing.
 */
@Component
class Noticing {

	private static final Logger log = LoggerFactory.getLogger(Noticing.class);

	private static final int BATCH = 200;

	private final List<Occurrences> sources;

	private final Deliveries deliveries;

	private final Targets targets;

	private final NotificationProperties properties;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Noticing(List<Occurrences> sources, Deliveries deliveries, Targets targets, NotificationProperties properties,
			TransactionTemplate transaction, Clock clock) {
		this.sources = List.copyOf(sources);
		this.deliveries = deliveries;
		this.targets = targets;
		this.properties = properties;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Takes down all that has happened up to now. */
	void look() {
		look(() -> false);
	}

	/**
	 * Takes down what has happened.
	 * @param over tells to stop; the next look goes on
	 */
	void look(BooleanSupplier over) {
		for (Occurrences source : this.sources) {
			while (!over.getAsBoolean() && takeSome(source)) {
				log.debug("There is more to take down");
			}
		}
	}

	/** Whether there may be more. */
	private boolean takeSome(Occurrences source) {
		List<Notification> found = source.unnoticed(this.clock.instant().minus(NotificationProperties.NEWS), BATCH);
		List<Target> hearing = found.isEmpty() ? List.of() : this.targets.all();
		long taken = found.stream().filter((notification) -> take(source, notification, hearing)).count();
		return found.size() == BATCH && taken > 0;
	}

	/**
	 * Another replica may be faster, or a target go meanwhile: then the next look knows.
	 */
	private boolean take(Occurrences source, Notification notification, List<Target> targets) {
		Instant giveUpAt = this.clock.instant().plus(this.properties.giveUpAfter());
		try {
			this.transaction.executeWithoutResult((status) -> {
				this.deliveries.notice(notification);
				source.taken(notification);
				Set<String> noticed = new HashSet<>(Set.of(notification.id()));
				targets.forEach((target) -> target.hears(notification).ifPresent((heard) -> {
					if (noticed.add(heard.id())) {
						this.deliveries.notice(heard);
					}
					this.deliveries.begin(heard, target.id(), giveUpAt);
				}));
			});
			return true;
		}
		catch (DataIntegrityViolationException | ConcurrencyFailureException ex) {
			log.debug("{} is left to the next look", notification.id());
			return false;
		}
	}

}
