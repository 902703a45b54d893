package dev.runnerfleet.fleet.page;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.autopsy.Autopsies;
import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.change.PreviewViews;
import dev.runnerfleet.fleet.cost.FleetCosts;
import dev.runnerfleet.fleet.cost.SpentCosts;
import dev.runnerfleet.fleet.diagnosis.Causes;
import dev.runnerfleet.fleet.diagnosis.Diagnosis;
import dev.runnerfleet.fleet.diagnosis.Unconfirmed;
import dev.runnerfleet.fleet.health.HealthViews;
import dev.runnerfleet.fleet.listing.FleetLabels;
import dev.runnerfleet.fleet.outside.OutsideViews;
import dev.runnerfleet.fleet.preflight.RememberedFindings;
import dev.runnerfleet.fleet.progress.LaunchProgress;
import dev.runnerfleet.fleet.progress.UsualTimes;
import dev.runnerfleet.fleet.removal.RemovalView;
import dev.runnerfleet.fleet.removal.Removals;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Gathers how a fleet stands, what it is for and what there is to do about it. */
@Component
class Overviews {

	/** More than any launch tells. */
	private static final int EVENTS = 1000;

	private final Stacks stacks;

	private final Fleets fleets;

	private final Blueprints blueprints;

	private final PreviewViews previews;

	private final Removals removals;

	private final OutsideViews keepingUp;

	private final Causes causes;

	private final UsualTimes usual;

	private final FleetCosts costs;

	private final SpentCosts spent;

	private final HealthViews healths;

	private final FleetLabels labels;

	private final RememberedFindings findings;

	private final Autopsies autopsies;

	private final Clock clock;

	Overviews(Stacks stacks, Fleets fleets, Blueprints blueprints, PreviewViews previews, Removals removals,
			OutsideViews keepingUp, Causes causes, UsualTimes usual, FleetCosts costs, SpentCosts spent,
			HealthViews healths, FleetLabels labels, RememberedFindings findings, Autopsies autopsies, Clock clock) {
		this.findings = findings;
		this.stacks = stacks;
		this.fleets = fleets;
		this.blueprints = blueprints;
		this.previews = previews;
		this.removals = removals;
		this.keepingUp = keepingUp;
		this.causes = causes;
		this.usual = usual;
		this.costs = costs;
		this.spent = spent;
		this.healths = healths;
		this.labels = labels;
		this.autopsies = autopsies;
		this.clock = clock;
	}

	Overview of(FleetHead head, Stack stack, Fleet fleet, Instant now) {
		Operation latest = this.stacks.latestOperation(stack.id()).orElse(null);
		Blueprint blueprint = this.blueprints.find(fleet.blueprint()).orElse(null);
		Diagnosis diagnosis = this.causes.diagnosis(stack, latest);
		Unconfirmed unconfirmed = Unconfirmed.of(latest, this.clock);
		return new Overview(head, stack, fleet, FleetFactLines.of(stack, fleet,
				this.labels.of(List.of(fleet.id())).getOrDefault(fleet.id(), List.of()), blueprint,
				this.fleets.choices(fleet.id()).terminationProtection(),
				this.stacks.latestOperation(stack.id(), Operation.Kind.ADOPT).map(Operation::startedAt).orElse(null),
				ConsoleLinks.stack(stack.region(), stack.arn()), now), Overview.Trouble.of(stack, now), diagnosis,
				(diagnosis != null) ? this.findings.ofLatest(stack.id()) : List.of(), told(stack, latest, now),
				unconfirmed, note(latest), says(latest), launch(stack, fleet, blueprint, latest, now),
				(diagnosis == null && unconfirmed == null) ? next(head) : null,
				usable(head) ? JobSnippet.of(stack.name(), fleet.jobs()) : null,
				(blueprint == null || head.gone()) ? null
						: this.costs.of(blueprint, stack.region(), fleet.parameters()),
				head.gone() ? null : this.spent.of(stack.id(), stack.region(), now),
				OriginalTemplate.isOf(fleet) ? null : this.healths.of(stack, fleet, now).orElse(null),
				this.previews.pending(fleet, FleetActions.of(stack)), (latest != null) ? removal(latest) : null,
				this.keepingUp.outside(stack, fleet, latest), this.keepingUp.drift(stack).orElse(null),
				this.keepingUp.driftedOutside(stack.id()));
	}

	/** What there is to do where nothing is wrong. */
	private static @Nullable String next(FleetHead head) {
		return switch (head.state()) {
			case LAUNCH_ASKED ->
				"AWS has not answered yet. The portal finds out within half a minute whether it has begun.";
			case RELAUNCH_BEGUN -> "There is nothing to do but wait: what is left goes, then the launch begins.";
			case REMOVED, LAUNCH_STOPPED -> "It is gone, and its name is free.";
			default -> null;
		};
	}

	/** Whether jobs run on it now, or will if all goes well. */
	private static boolean usable(FleetHead head) {
		return FleetActions.of(head.state()).change() || switch (head.state()) {
			case LAUNCH_ASKED, LAUNCHING, RELAUNCHING, UPDATE_ASKED, UPDATING, UPDATE_CLEANUP, UPDATE_CANCELLING ->
				true;
			default -> false;
		};
	}

	private @Nullable LaunchSteps launch(Stack stack, Fleet fleet, @Nullable Blueprint blueprint,
			@Nullable Operation latest, Instant now) {
		if (blueprint == null || latest == null || latest.kind() != Operation.Kind.LAUNCH) {
			return null;
		}
		List<StackEvent> events = this.stacks.events(stack.id(), latest.fromSeq(), EVENTS);
		var resources = blueprint.template()
			.evaluate(fleet.parameters(), Map.of("AWS::Region", stack.region()))
			.resources()
			.values();
		Autopsy told = this.autopsies.of(latest.id()).orElse(null);
		boolean proving = Boolean.parseBoolean(fleet.parameters().get("ProveWithJob")) && (told == null
				|| told.verdict() != Autopsy.Verdict.UNKNOWN && told.verdict() != Autopsy.Verdict.UNHEARD);
		return LaunchSteps.of(LaunchProgress.of(latest, events, resources,
				this.usual.ofLaunch(fleet.blueprint(), stack.place()), proving, told, now), latest,
				FleetState.of(stack));
	}

	/** That of the latest operation, or of what is not in force since an earlier one. */
	private @Nullable AutopsyView told(Stack stack, @Nullable Operation latest, Instant now) {
		Optional<Autopsy> own = (latest != null) ? this.autopsies.of(latest.id()) : Optional.empty();
		FleetState state = FleetState.of(stack);
		boolean reported = state == FleetState.CHANGE_NOT_IN_FORCE || state == FleetState.READY_UNPROVEN
				|| state == FleetState.READY_NOT_SCALING || state == FleetState.CANNOT_SCALE;
		return AutopsyView.of((reported && own.filter((autopsy) -> !autopsy.lines().isEmpty()).isEmpty())
				? Optional.ofNullable(this.autopsies.reports(List.of(stack.id())).get(stack.id()))
					.flatMap((report) -> this.autopsies.of(report.operationId()))
					.orElse(null)
				: own.filter((autopsy) -> !toldBySteps(autopsy)).orElse(null), now);
	}

	/**
	 * A boot and a proof under way are steps of the launch: a panel that comes above it
	 * would move what one reads.
	 */
	private static boolean toldBySteps(Autopsy autopsy) {
		return autopsy.purpose() == Autopsy.Purpose.BOOT
				|| autopsy.purpose() == Autopsy.Purpose.PROOF && autopsy.verdict() == Autopsy.Verdict.AWAITED
						&& autopsy.trouble() == null && autopsy.lines().isEmpty();
	}

	/** What a manager that boots in a change says; in a launch the steps tell it. */
	private @Nullable String says(@Nullable Operation latest) {
		return (latest == null || latest.finished() || latest.kind() == Operation.Kind.LAUNCH) ? null
				: this.autopsies.of(latest.id()).map(Autopsy::now).filter((words) -> !words.isEmpty()).orElse(null);
	}

	private @Nullable RemovalView removal(Operation latest) {
		return this.removals.ofOperation(latest.id()).map((removal) -> RemovalView.of(removal, latest)).orElse(null);
	}

	/** AWS's answer is over once it has begun; what is kept then is worth knowing. */
	private static @Nullable String note(@Nullable Operation latest) {
		return (latest != null && (latest.state() == Operation.State.RUNNING
				|| latest.kind() == Operation.Kind.LAUNCH && latest.state() == Operation.State.SUCCEEDED))
						? latest.answer() : null;
	}

}
