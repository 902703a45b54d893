package dev.runnerfleet.autopsy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.runnerfleet.autopsy.Autopsy.Line;
import dev.runnerfleet.autopsy.Autopsy.Purpose;
import dev.runnerfleet.autopsy.Autopsy.Verdict;
import dev.runnerfleet.autopsy.ManagerLog.Entry;
import dev.runnerfleet.autopsy.ScalingActivities.Told;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.manager.Managers;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Operations;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.StackRows;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.preview.Previews;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at what the machines have told so far of one operation, stores it, and says when
 * to look again: agents are late, and changes take their time.
 */
@Component
class AutopsyReader {

	/** More than any operation tells. */
	private static final int EVENTS = 1000;

	private final ManagerLog log;

	private final ScalingActivities scaling;

	private final ManagerBoot boot;

	private final Autopsies autopsies;

	private final Operations operations;

	private final Stacks stacks;

	private final StackRows rows;

	private final Previews previews;

	private final Managers managers;

	private final TransactionTemplate transaction;

	private final Clock clock;

	AutopsyReader(ManagerLog log, ScalingActivities scaling, ManagerBoot boot, Autopsies autopsies,
			Operations operations, Stacks stacks, StackRows rows, Previews previews, Managers managers,
			TransactionTemplate transaction, Clock clock) {
		this.log = log;
		this.scaling = scaling;
		this.boot = boot;
		this.autopsies = autopsies;
		this.operations = operations;
		this.stacks = stacks;
		this.rows = rows;
		this.previews = previews;
		this.managers = managers;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Looks once.
	 * @return the pause until the next look, empty if there is none
	 * @throws AwsFailure if AWS did not answer, once that is stored
	 */
	Optional<Duration> look(UUID operationId) {
		Autopsy before = this.autopsies.of(operationId).orElse(null);
		Operation operation = this.operations.find(operationId).orElse(null);
		Stack stack = (operation != null) ? this.stacks.find(operation.stackId()).orElse(null) : null;
		if (before == null || operation == null || stack == null) {
			return Optional.empty();
		}
		if (overtaken(before, operation)) {
			store(stack, before, before.ended());
			return Optional.empty();
		}
		Look look = new Look(before, stack, witnesses(before, operation));
		Autopsy found = switch (before.purpose()) {
			case BOOT -> this.boot.hear(before, stack, operation);
			case FAILURE -> failure(look, operation);
			case CHANGE -> change(look, operation);
			case PROOF -> reported(look, Hearing::ofProof);
			case WORKERS -> workers(look, look.before.come(Verdict.AWAITED));
		};
		Autopsy after = look.trouble.isEmpty() ? found : found.troubled(String.join(" ", look.trouble));
		Optional<Duration> next = after.over() ? Optional.empty() : LookTimes.next(after, this.clock.instant());
		store(stack, before, (next.isEmpty() && operation.finished()) ? after.unheard().ended() : after);
		if (look.silence != null && next.isPresent()) {
			throw look.silence;
		}
		return next;
	}

	private Witnesses witnesses(Autopsy autopsy, Operation operation) {
		UUID id = operation.stackId();
		List<StackEvent> events = this.stacks.events(id, operation.fromSeq(), EVENTS);
		Map<String, Boolean> machines = this.managers.since(id, Witnesses.since(operation, events));
		Witnesses all = Witnesses.of(operation, events, this.stacks.resources(id), machines);
		return (autopsy.purpose() == Purpose.FAILURE) ? all.ofFailure(events, machines) : all;
	}

	/** What failed before something else was done is as well known as it will ever be. */
	private boolean overtaken(Autopsy autopsy, Operation operation) {
		return autopsy.purpose() == Purpose.FAILURE && this.stacks.latestOperation(operation.stackId())
			.filter((latest) -> latest.id().equals(operation.id()))
			.isEmpty();
	}

	private Autopsy failure(Look look, Operation operation) {
		List<Entry> entries = entries(look, ManagerLog.parts());
		List<Told> activities = activities(look);
		List<Line> lines = ManagerLog.lines(entries, told(activities));
		if (entries.isEmpty() && look.before.verdict() == Verdict.FOUND) {
			return look.before;
		}
		boolean mute = entries.isEmpty() && look.trouble.isEmpty() && look.witnesses.machine(activities);
		if (mute || lines.isEmpty()) {
			return !look.trouble.isEmpty() ? look.before
					: look.before.heard(mute ? Verdict.SILENT : Verdict.NO_MACHINE, Hearing.NOTHING, lines);
		}
		boolean removal = operation.kind() == Operation.Kind.REMOVE || operation.kind() == Operation.Kind.RETRY;
		return look.before.heard(Verdict.FOUND, Hearing.ofFailure(said(entries), removal), lines);
	}

	private Autopsy change(Look look, Operation operation) {
		boolean touched = look.witnesses.touched() || this.previews.ofOperation(operation.id())
			.filter((preview) -> Witnesses.touchedBy(preview.changes()))
			.isPresent();
		return touched ? reported(look, Hearing::ofChange) : workers(look, look.before.come(Verdict.UNTOUCHED));
	}

	/**
	 * One part of the log tells whether there is more to read; what it has answered for
	 * good is not asked again.
	 */
	private Autopsy reported(Look look, Function<List<ManagerLine>, Optional<Hearing.Heard>> meaning) {
		Verdict known = look.before.verdict();
		if (known == Verdict.IN_FORCE || known == Verdict.UNKNOWN) {
			return workers(look, look.before);
		}
		List<ManagerLine> said = said(entries(look, List.of(ManagerLog.STORY)));
		Hearing.Heard heard = meaning.apply(said).orElse(null);
		Autopsy before = look.before.wanting(Hearing.wanted(said));
		List<Line> workers = (look.before.purpose() == Purpose.PROOF) ? told(activities(look)) : List.of();
		if (heard == null) {
			return before.heard(Verdict.AWAITED, Hearing.sofar(said), workers);
		}
		if (heard.verdict() == Verdict.IN_FORCE || heard.verdict() == Verdict.UNKNOWN) {
			return workers(look, before.heard(heard.verdict(), heard.hearing(), List.of()));
		}
		boolean bad = heard.verdict() == Verdict.NOT_IN_FORCE || heard.verdict() == Verdict.UNPROVEN;
		List<Line> lines = bad ? ManagerLog.lines(entries(look, ManagerLog.parts()), workers) : List.of();
		Autopsy reported = before.heard(heard.verdict(), heard.hearing(), lines);
		return heard.last() ? reported.ended() : reported;
	}

	/**
	 * Where all else is as it should be, the group of workers may still not start any.
	 * @param otherwise what there is to say if it does
	 */
	private Autopsy workers(Look look, Autopsy otherwise) {
		if (look.witnesses.groups().isEmpty()) {
			return (otherwise.verdict() == Verdict.AWAITED) ? otherwise.unheard().ended() : otherwise;
		}
		List<Told> activities = activities(look);
		return ScalingActivities.failing(activities)
			.map((failed) -> otherwise.heard(Verdict.NOT_SCALING,
					new Hearing("", "", failed.words(), null, failed.line().at()), told(activities)))
			.orElse(otherwise);
	}

	private static List<Line> told(List<Told> activities) {
		return activities.stream().map(Told::line).toList();
	}

	private List<Entry> entries(Look look, List<String> parts) {
		return look.tried("the logs",
				() -> this.log.read(look.stack.place(), ManagerLog.group(look.stack.name()), look.witnesses, parts));
	}

	private List<Told> activities(Look look) {
		List<Told> activities = look.tried("the scaling activities",
				() -> this.scaling.read(look.stack.place(), look.witnesses.groups(), look.witnesses.since()));
		activities.stream()
			.map(Told::up)
			.filter(Objects::nonNull)
			.min(Comparator.naturalOrder())
			.ifPresent((at) -> this.autopsies.workerUp(look.before, at));
		return activities;
	}

	private static List<ManagerLine> said(List<Entry> entries) {
		return entries.stream().map(Entry::said).filter(Objects::nonNull).toList();
	}

	/** A page that shows it is told by the stack's row, as of everything else. */
	private void store(Stack stack, Autopsy before, Autopsy after) {
		if (!after.equals(before)) {
			this.transaction.executeWithoutResult((status) -> {
				Stack current = this.rows.lock(stack.id());
				this.autopsies.update(after);
				this.rows.update(current);
			});
		}
	}

	/** One look, and what came in its way. */
	private static final class Look {

		private final Autopsy before;

		private final Stack stack;

		private final Witnesses witnesses;

		private final List<String> trouble = new ArrayList<>();

		private @Nullable AwsFailure silence;

		Look(Autopsy before, Stack stack, Witnesses witnesses) {
			this.before = before;
			this.stack = stack;
			this.witnesses = witnesses;
		}

		/** What cannot be read keeps nothing else from being read. */
		private <T> List<T> tried(String what, Supplier<List<T>> read) {
			try {
				return read.get();
			}
			catch (AwsFailure ex) {
				if (ex.kind() == AwsFailure.Kind.UNKNOWN) {
					this.silence = ex;
				}
				this.trouble.add(
						(ex.kind() == AwsFailure.Kind.DENIED)
								? "The portal may not read %s: %s".formatted(what,
										ex.title().replaceFirst("^The permission", "the permission") + ". "
												+ ex.detail())
								: "The portal cannot read %s at the moment. %s".formatted(what, ex.words()));
				return List.of();
			}
		}

	}

}
