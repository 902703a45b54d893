package dev.runnerfleet.notification;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.notification.Channel.Attempt;
import dev.runnerfleet.notification.occurrence.Notification;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators do to targets, each with its entry in the trail. Whoever begins to
 * listen hears what happens from then on, so what has happened is taken down first.
 */
@Component
class TargetDesk {

	private static final Duration FORMER_SIGNS = Duration.ofDays(1);

	private final Targets targets;

	private final Deliveries deliveries;

	private final Noticing noticing;

	private final Sender sender;

	private final Seals seals;

	private final NotificationProperties properties;

	private final Audit audit;

	private final TransactionTemplate transaction;

	private final Clock clock;

	TargetDesk(Targets targets, Deliveries deliveries, Noticing noticing, Sender sender, Seals seals,
			NotificationProperties properties, Audit audit, TransactionTemplate transaction, Clock clock) {
		this.targets = targets;
		this.deliveries = deliveries;
		this.noticing = noticing;
		this.sender = sender;
		this.seals = seals;
		this.properties = properties;
		this.audit = audit;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * A target that was added, or got a new secret.
	 *
	 * @param target the target
	 * @param secret what its messages are signed with, to be shown this once;
	 * {@code null} for mail
	 */
	record Made(Target target, @Nullable Secret secret) {

	}

	/**
	 * Adds a target.
	 * @throws DuplicateKeyException if another one has its name
	 */
	Made add(Target.Kind kind, TargetForm form, String by) {
		this.noticing.look();
		UUID id = UUID.randomUUID();
		Secret secret = (kind == Target.Kind.WEBHOOK) ? this.seals.newSecret() : null;
		Secret address = form.address(kind);
		Target target = new Target(id, form.getName(), kind, this.seals.seal(id, address), shown(kind, address),
				(secret != null) ? this.seals.seal(id, secret) : null, null, form.chosenTopics(), form.allFleets(),
				form.chosenFleets(), false, 0, null);
		this.transaction.executeWithoutResult((status) -> {
			this.targets.add(target, by);
			record(Action.TARGET_ADDED, target, kind.label() + " " + target.shownAddress());
		});
		return new Made(target, secret);
	}

	/**
	 * Changes what was typed; an address that was not typed stays.
	 * @throws DuplicateKeyException if another one has its name
	 */
	void change(Target before, TargetForm form) {
		Secret address = form.address(before.kind());
		boolean moved = !address.isBlank();
		store(new Target(before.id(), form.getName(), before.kind(),
				moved ? this.seals.seal(before.id(), address) : before.sealedAddress(),
				moved ? shown(before.kind(), address) : before.shownAddress(), before.sealedSecret(), before.former(),
				form.chosenTopics(), form.allFleets(), form.chosenFleets(), before.paused(), 0, null),
				moved ? "To " + shown(before.kind(), address) : "What it hears of");
	}

	/** Lets it hear of nothing until it goes on; what waits is given up. */
	void pause(Target target) {
		this.transaction.executeWithoutResult((status) -> {
			store(target.paused(true), "Paused");
			this.deliveries.giveUpAll(target.id(), "The target was paused.");
		});
	}

	void resume(Target target) {
		this.noticing.look();
		store(target.paused(false), "Goes on");
	}

	/** Signs with another secret from now on, and for a day with the former one, too. */
	Made newSecret(Target target) {
		Secret secret = this.seals.newSecret();
		Target changed = target.signedWith(this.seals.seal(target.id(), secret),
				this.clock.instant().plus(FORMER_SIGNS));
		store(changed, "Another signing secret");
		return new Made(changed, secret);
	}

	void remove(Target target) {
		this.transaction.executeWithoutResult((status) -> {
			this.targets.remove(target.id());
			record(Action.TARGET_REMOVED, target, target.kind().label() + " " + target.shownAddress());
		});
	}

	/**
	 * Sends a test at once and tries it once.
	 * @return what came of it, empty where it is still on its way
	 */
	Optional<Attempt> test(Target target, String by) {
		Instant now = this.clock.instant();
		Notification test = Notification.test(UUID.randomUUID(), target.name(), by, now);
		this.transaction.executeWithoutResult((status) -> {
			this.deliveries.notice(test);
			this.deliveries.begin(test, target.id(), now);
			record(Action.TARGET_CHANGED, target, "A test was sent");
		});
		return this.deliveries.ofNotification(test.id()).flatMap((delivery) -> this.sender.attempt(target, delivery));
	}

	/**
	 * Tries one that has ended at once, and then for another day.
	 * @return what came of it, empty where it is on its way already
	 */
	Optional<Attempt> sendAgain(Target target, Delivery delivery) {
		if (!this.deliveries.restart(delivery.id(), this.clock.instant().plus(this.properties.giveUpAfter()))) {
			return Optional.empty();
		}
		return this.deliveries.find(delivery.id()).flatMap((again) -> this.sender.attempt(target, again));
	}

	private void store(Target target, String detail) {
		this.transaction.executeWithoutResult((status) -> {
			this.targets.change(target);
			record(Action.TARGET_CHANGED, target, detail);
		});
	}

	private void record(Action action, Target target, String detail) {
		this.audit.record(action, target.name(), Outcome.DONE, detail);
	}

	/** Whoever knows a webhook's path may post there, so nobody sees it again. */
	private static String shown(Target.Kind kind, Secret address) {
		if (kind == Target.Kind.MAIL) {
			return address.reveal();
		}
		URI uri = URI.create(address.reveal());
		String beside = String.valueOf(uri.getRawPath()) + uri.getRawQuery();
		return uri.getScheme() + "://" + uri.getRawAuthority() + (beside.matches("/?null|null.*") ? "" : "/…");
	}

}
