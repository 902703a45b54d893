package dev.runnerfleet.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.runnerfleet.notification.Channel.Attempt;
import dev.runnerfleet.secret.KeyVault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Tells targets what waits for them, one thing after another. An attempt is counted
 * before it is made, so that whoever takes over after a kill knows that it may be the
 * second. One that does not answer is left alone for longer and longer.
 */
@Component
class Sender {

	private static final Logger log = LoggerFactory.getLogger(Sender.class);

	/** So that many that hang take no thread from those who follow fleets. */
	private static final int AT_ONCE = 8;

	private static final int BATCH = 10;

	private static final Duration PACE = Duration.ofSeconds(2);

	private final Semaphore room = new Semaphore(AT_ONCE);

	private final Targets targets;

	private final Deliveries deliveries;

	private final Seals seals;

	private final Map<Target.Kind, Channel> channels;

	private final NotificationProperties properties;

	private final Clock clock;

	Sender(Targets targets, Deliveries deliveries, Seals seals, List<Channel> channels,
			NotificationProperties properties, Clock clock) {
		this.targets = targets;
		this.deliveries = deliveries;
		this.seals = seals;
		this.channels = channels.stream().collect(Collectors.toMap(Channel::kind, Function.identity()));
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Tells one target some of what is due to it.
	 * @param over tells to stop, as the portal is about to
	 * @return the pause until there is more to do, empty if nothing waits
	 */
	Optional<Duration> step(UUID targetId, BooleanSupplier over) {
		if (!this.room.tryAcquire()) {
			return Optional.of(PACE);
		}
		try {
			tellSome(targetId, over);
		}
		finally {
			this.room.release();
		}
		Optional<Target> target = this.targets.find(targetId).filter((found) -> !found.paused());
		return target.flatMap((found) -> this.deliveries.next(targetId).map((next) -> pause(found, next)));
	}

	private void tellSome(UUID targetId, BooleanSupplier over) {
		int late = this.deliveries.giveUpLate(targetId);
		if (late > 0) {
			log.warn("Gave up what did not get through in time: {}", late);
		}
		for (int told = 0; told < BATCH && !over.getAsBoolean(); told++) {
			Target target = this.targets.find(targetId).orElse(null);
			Delivery due = this.deliveries.due(targetId).orElse(null);
			if (target == null || due == null || target.paused() || target.restsAt(this.clock.instant())) {
				return;
			}
			attempt(target, due);
		}
	}

	private Duration pause(Target target, Instant next) {
		Instant now = this.clock.instant();
		Instant resting = Objects.requireNonNullElse(target.restingUntil(), now);
		Duration pause = Duration.between(now, next.isAfter(resting) ? next : resting);
		return (pause.compareTo(PACE) > 0) ? pause : PACE;
	}

	/**
	 * Tries once, whether the target is left alone or not.
	 * @return what came of it, empty where somebody else tries right now
	 */
	Optional<Attempt> attempt(Target target, Delivery waiting) {
		if (!this.deliveries.claim(waiting)) {
			return Optional.empty();
		}
		Delivery delivery = waiting.attempted();
		Attempt attempt = send(target, delivery);
		switch (attempt.result()) {
			case DELIVERED -> {
				this.deliveries.end(delivery, Delivery.State.DELIVERED, attempt.words());
				this.targets.answered(target.id());
			}
			case REFUSED -> {
				this.targets.answered(target.id());
				later(target, delivery, this.properties.pause(delivery.attempts()), attempt);
			}
			case AWAY -> {
				int failures = target.failures() + 1;
				Duration pause = this.properties.pause(failures, attempt.pause());
				this.targets.away(target.id(), failures, this.clock.instant().plus(pause));
				later(target, delivery, pause, attempt);
			}
		}
		return Optional.of(attempt);
	}

	private Attempt send(Target target, Delivery delivery) {
		try {
			Channel channel = Objects.requireNonNull(this.channels.get(target.kind()));
			return channel.send(this.seals.address(target).reveal(), target, delivery);
		}
		catch (KeyVault.LostKey ex) {
			return Attempt.away("The portal's key is another one than when the address was entered. Enter it again.");
		}
		catch (RuntimeException ex) {
			// Its message may have the address.
			log.error("Cannot tell {} of {}: {}", target.name(), delivery.notification().id(), ex.getClass().getName());
			return Attempt.refused("Something went wrong in the portal. Its log says what.");
		}
	}

	private void later(Target target, Delivery delivery, Duration pause, Attempt attempt) {
		Instant next = this.clock.instant().plus(pause);
		if (next.isBefore(delivery.giveUpAt())) {
			this.deliveries.again(delivery, next, attempt.words());
			return;
		}
		this.deliveries.end(delivery, Delivery.State.GIVEN_UP, attempt.words());
		log.warn("Gave up telling {} of {}; attempts: {}", target.name(), delivery.notification().id(),
				delivery.attempts());
	}

}
