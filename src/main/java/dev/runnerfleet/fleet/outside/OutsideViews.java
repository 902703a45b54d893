package dev.runnerfleet.fleet.outside;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.EventLine;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.drift.Drifts;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Puts into words what was done to fleets without the portal. */
@Component
public class OutsideViews {

	private static final int EVENTS = 8;

	private final Stacks stacks;

	private final Drifts drifts;

	private final OutsideChanges changes;

	private final Blueprints blueprints;

	private final Clock clock;

	OutsideViews(Stacks stacks, Drifts drifts, OutsideChanges changes, Blueprints blueprints, Clock clock) {
		this.stacks = stacks;
		this.drifts = drifts;
		this.changes = changes;
		this.blueprints = blueprints;
		this.clock = clock;
	}

	/** What was done last, {@code null} if that was through the portal. */
	public @Nullable OutsideView outside(Stack stack, Fleet fleet, @Nullable Operation latest) {
		String title = OutsideView.title(stack, latest);
		if (title == null || latest == null) {
			return null;
		}
		Instant now = this.clock.instant();
		List<StackEvent> events = this.stacks.events(stack.id(), latest.fromSeq(), EVENTS);
		long more = Math.max(0, stack.lastSeq() - latest.fromSeq() - events.size());
		return new OutsideView(title, OutsideView.what(stack.status()), OutsideView.next(stack.status()),
				OutsideView.tone(stack.status()), ReadableTime.of(latest.startedAt(), now),
				events.stream().map((event) -> EventLine.of(event, now)).toList(), more, values(fleet, latest));
	}

	/** How the fleet compares with its template, empty if the portal never asked. */
	public Optional<DriftView> drift(Stack stack) {
		Instant now = this.clock.instant();
		return this.drifts.latest(stack.id())
			.map((drift) -> DriftView.of(drift, this.drifts.resources(drift.id()), stack.region(), now));
	}

	/**
	 * When somebody else found that the fleet is no longer as its template wants it,
	 * {@code null} if nobody has since the portal's own comparison.
	 */
	public @Nullable ReadableTime driftedOutside(UUID id) {
		return this.drifts.foundOutside(id).map((at) -> ReadableTime.of(at, this.clock.instant())).orElse(null);
	}

	private List<OutsideView.ValueLine> values(Fleet fleet, Operation latest) {
		Map<String, String> labels = this.blueprints.find(fleet.blueprint())
			.map((blueprint) -> blueprint.template().parameters())
			.orElse(List.of())
			.stream()
			.collect(Collectors.toMap(TemplateParameter::name, TemplateParameter::label));
		return this.changes.of(latest.id())
			.stream()
			.map((change) -> new OutsideView.ValueLine(labels.getOrDefault(change.name(), change.name()), change.name(),
					change.before(), change.after()))
			.toList();
	}

}
