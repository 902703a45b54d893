package dev.runnerfleet.stack;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.logs.LogSubject;
import dev.runnerfleet.task.StepTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at every stack that nobody works on through the portal, because others have the
 * account's console too, and hands what it finds to the tracker.
 */
@Component
class IdleStackCheck {

	static final StepTask TASK = StepTask.named("sweep-region");

	private static final Logger log = LoggerFactory.getLogger(IdleStackCheck.class);

	private final StackListing listing;

	private final CloudFormation cloudFormation;

	private final StackSnapshots snapshots;

	private final StackRows rows;

	private final Intents intents;

	private final LateConfirmations lateConfirmations;

	private final TransactionTemplate transaction;

	private final Map<String, String> troubles = new ConcurrentHashMap<>();

	IdleStackCheck(StackListing listing, CloudFormation cloudFormation, StackSnapshots snapshots, StackRows rows,
			Intents intents, LateConfirmations lateConfirmations, TransactionTemplate transaction) {
		this.listing = listing;
		this.cloudFormation = cloudFormation;
		this.snapshots = snapshots;
		this.rows = rows;
		this.intents = intents;
		this.lateConfirmations = lateConfirmations;
		this.transaction = transaction;
	}

	/** The places that have stacks to look after. */
	List<Place> places() {
		return this.snapshots.places();
	}

	/** Looks once, with one listing for each region that has stacks. */
	void look() {
		places().forEach(this::look);
	}

	/** Looks once at the stacks of a region, with one listing. */
	void look(Place place) {
		List<IdleStack> idle = this.snapshots.idle(place);
		attempt(place, idle, () -> {
			Map<String, StackSnapshot> listed = this.listing.of(place);
			idle.forEach((known) -> attempt(known.stack(), () -> look(known, listed.get(known.stack().arn()))));
			Set<String> names = names(listed);
			this.snapshots.awaited(place)
				.stream()
				.filter((stack) -> names.contains(stack.name()))
				.forEach((stack) -> attempt(stack, () -> this.lateConfirmations.look(stack.id())));
		});
	}

	/** The names in use: a stack's name is the second part of its ARN's resource. */
	private static Set<String> names(Map<String, StackSnapshot> listed) {
		return listed.entrySet()
			.stream()
			.filter((stack) -> stack.getValue().status().phase() != StackStatus.Phase.GONE)
			.map((stack) -> stack.getKey().split("/"))
			.filter((parts) -> parts.length > 1)
			.map((parts) -> parts[1])
			.collect(Collectors.toSet());
	}

	private void look(IdleStack known, @Nullable StackSnapshot listed) {
		if (listed != null && !known.changed(listed)) {
			remember(known, listed);
			return;
		}
		Stack stack = known.stack();
		String arn = String.valueOf(stack.arn());
		Optional<StackSnapshot> found = this.cloudFormation.describe(stack.place(), arn)
			.map(StackDescription::snapshot);
		if (found.isEmpty() && !this.listing.inAccountOf(stack.place(), arn)) {
			trouble(stack, StackListing.OTHER_ACCOUNT);
			return;
		}
		StackSnapshot now = found.orElse(StackSnapshot.NOTHING).after(listed);
		if (!known.changed(now)) {
			remember(known, now);
			return;
		}
		if (this.lateConfirmations.look(stack.id()).isPresent()) {
			return;
		}
		if (this.intents.noticed(stack, now.status(), (operation) -> this.snapshots.remember(stack.id(), now))) {
			log.info("{} in {} was changed outside of the portal: {}", stack.name(), stack.place(),
					now.status().name());
		}
	}

	/** Pages that are open learn of a comparison, too. */
	private void remember(IdleStack known, StackSnapshot now) {
		trouble(known.stack(), null);
		if (known.seen() != null && !now.comparedSince(known.seen()) && !now.updatedSince(known.seen())) {
			return;
		}
		this.transaction.executeWithoutResult((status) -> {
			Stack locked = this.rows.lock(known.stack().id());
			this.snapshots.remember(locked.id(), now);
			if (known.seen() != null) {
				this.rows.update(locked);
			}
		});
	}

	private void trouble(Stack stack, @Nullable String words) {
		if (!Objects.equals(stack.trouble(), words)) {
			this.transaction
				.executeWithoutResult((status) -> this.rows.update(this.rows.lock(stack.id()).troubled(words)));
		}
	}

	private void attempt(Stack stack, Runnable part) {
		try (LogSubject subject = LogSubject.fleet(stack.id())) {
			attempt(stack.name() + " in " + stack.place(), part);
		}
	}

	/** Where nothing of a region can be seen, none of its stacks is followed. */
	private void attempt(Place place, List<IdleStack> idle, Runnable part) {
		attempt(place.key(), () -> {
			try {
				part.run();
			}
			catch (AwsFailure ex) {
				boolean again = this.troubles.containsKey(place.key());
				if (again || ex.kind() != AwsFailure.Kind.THROTTLED && ex.kind() != AwsFailure.Kind.UNKNOWN) {
					idle.forEach((known) -> trouble(known.stack(), ex.words()));
				}
				throw ex;
			}
		});
	}

	/** What goes wrong is said once, and tried again with the next look. */
	private void attempt(String subject, Runnable part) {
		try {
			part.run();
			this.troubles.remove(subject);
		}
		catch (AwsFailure ex) {
			String words = ex.words();
			if (!words.equals(this.troubles.put(subject, words))) {
				log.info("Cannot look after {}: {}", subject, words);
			}
		}
	}

}
