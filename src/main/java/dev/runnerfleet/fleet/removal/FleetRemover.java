package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.BusySentence;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.gitlab.runner.Runners;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRemover;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.TerminationProtection;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Begins to remove a fleet, once somebody has said so in so many words. */
@Component
public class FleetRemover {

	private final Fleets fleets;

	private final Stacks stacks;

	private final StackRemover remover;

	private final TerminationProtection protection;

	private final RemovalStart start;

	private final Audit audit;

	private final Clock clock;

	FleetRemover(Fleets fleets, Stacks stacks, StackRemover remover, TerminationProtection protection,
			RemovalStart start, Audit audit, Clock clock) {
		this.fleets = fleets;
		this.stacks = stacks;
		this.remover = remover;
		this.protection = protection;
		this.start = start;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Begins a removal.
	 * @param fleetId the fleet
	 * @param form what was asked
	 * @param user who asks
	 * @return what became of it
	 */
	public RemovalOutcome remove(UUID fleetId, RemovalForm form, String user) {
		return remove(fleetId, form, null, user);
	}

	/**
	 * Begins to remove a fleet that another one has taken the place of.
	 * @param fleetId the fleet
	 * @param successor the other one
	 * @param keepCache whether the cache is to stay
	 * @param user who has asked for it
	 * @return what became of it
	 */
	public RemovalOutcome removeAfter(UUID fleetId, Successor successor, boolean keepCache, String user) {
		String name = this.stacks.find(fleetId).map(Stack::name).orElseThrow(NoSuchFleet::new);
		return remove(fleetId, new RemovalForm(name, keepCache, false, null, null), successor, user);
	}

	private RemovalOutcome remove(UUID fleetId, RemovalForm form, @Nullable Successor successor, String user) {
		Fleet fleet = this.fleets.find(fleetId).orElseThrow(NoSuchFleet::new);
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		RemovalOutcome outcome = remove(fleet, stack, form, successor, user);
		if (outcome.refused()) {
			this.audit.record(Action.REMOVE, stack.name(), Outcome.REFUSED, outcome.words());
		}
		return outcome;
	}

	private RemovalOutcome remove(Fleet fleet, Stack stack, RemovalForm form, @Nullable Successor successor,
			String user) {
		UUID fleetId = fleet.id();
		Operation latest = this.stacks.latestOperation(fleetId).orElse(null);
		if (latest != null && !latest.finished()) {
			return new RemovalOutcome.NotNow(BusySentence.words(latest, this.clock.instant()));
		}
		if (!FleetActions.of(stack).remove()) {
			return new RemovalOutcome.NotNow("There is nothing to remove: AWS has no stack of this fleet any more.");
		}
		List<StackResource> resources = this.stacks.resources(fleetId);
		List<Violation> violations = violations(form, stack, resources);
		if (!violations.isEmpty()) {
			return new RemovalOutcome.Invalid(violations);
		}
		try {
			if (this.protection.isOn(fleetId)) {
				return new RemovalOutcome.Protected();
			}
		}
		catch (AwsFailure ex) {
			return new RemovalOutcome.Refused(ex);
		}
		RemovalPlan plan = RemovalPlan.of(stack, fleet, resources);
		return begin(plan, plan.removal(form, successor), form, retained(form, resources), user);
	}

	private RemovalOutcome begin(RemovalPlan plan, List<RemovalStep> steps, RemovalForm form, List<String> retain,
			String user) {
		UUID removalId = UUID.randomUUID();
		OperationOutcome outcome = this.remover.begin(plan.stack().id(), Operation.Kind.REMOVE, user, (operation) -> {
			this.start.store(new Removal(removalId, plan.stack().id(), operation.id(), form.keepCache(), retain,
					operation.startedAt(), steps));
		});
		if (outcome instanceof OperationOutcome.Busy busy) {
			return new RemovalOutcome.NotNow(BusySentence.words(busy.underWay(), this.clock.instant()));
		}
		this.start.hold(removalId, form.accessToken());
		return new RemovalOutcome.Begun();
	}

	private static List<Violation> violations(RemovalForm form, Stack stack, List<StackResource> resources) {
		List<Violation> violations = new ArrayList<>();
		if (!form.confirm().equals(stack.name())) {
			violations.add(new Violation("confirm", "Type the fleet’s name, %s, exactly.".formatted(stack.name())));
		}
		if (!failed(resources).containsAll(form.retain())) {
			violations.add(new Violation("retain", "Only what AWS has failed to delete can be left alone."));
		}
		String objection = form.accessToken().isBlank() ? "" : Runners.objection(form.accessToken());
		if (!objection.isEmpty()) {
			violations.add(new Violation("accessToken", objection));
		}
		return violations;
	}

	/** A cache that is to stay has been in the way of an earlier removal already. */
	private static List<String> retained(RemovalForm form, List<StackResource> resources) {
		Set<String> retain = new HashSet<>(form.retain());
		if (form.keepCache() && failed(resources).contains(RemovalPlan.CACHE)) {
			retain.add(RemovalPlan.CACHE);
		}
		return retain.stream().sorted().toList();
	}

	static List<String> failed(List<StackResource> resources) {
		return resources.stream()
			.filter((resource) -> resource.status().equals("DELETE_FAILED"))
			.map(StackResource::logicalId)
			.toList();
	}

	/**
	 * A removal as a person or a script asks for it.
	 *
	 * @param confirm the fleet's name, typed once more
	 * @param keepCache whether the cache is to stay
	 * @param removeLogs whether the manager's logs go, too
	 * @param retain resources to leave alone, by their names in the template
	 * @param accessToken pauses and removes the runner in GitLab, blank for neither
	 */
	public record RemovalForm(String confirm, Boolean keepCache, Boolean removeLogs, List<String> retain,
			Secret accessToken) {

		static final RemovalForm BLANK = new RemovalForm(null, null, null, null, null);

		public RemovalForm(@Nullable String confirm, @Nullable Boolean keepCache, @Nullable Boolean removeLogs,
				@Nullable List<String> retain, @Nullable Secret accessToken) {
			this.confirm = (confirm != null) ? confirm.strip() : "";
			this.keepCache = Boolean.TRUE.equals(keepCache);
			this.removeLogs = Boolean.TRUE.equals(removeLogs);
			this.retain = (retain != null) ? List.copyOf(retain) : List.of();
			this.accessToken = (accessToken != null) ? accessToken : Secret.of("");
		}

	}

	/**
	 * A fleet that has taken the place of one that goes.
	 *
	 * @param name its name
	 * @param sameRunner whether it goes on with the other one's runner, which therefore
	 * stays in GitLab as it is
	 * @param tokenFollows whether whoever holds an access token for the other one's
	 * runner hands it on
	 */
	public record Successor(String name, boolean sameRunner, boolean tokenFollows) {

	}

}
