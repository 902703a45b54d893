package dev.runnerfleet.fleet.change;

import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Actor;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetChange;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackAdoption;
import dev.runnerfleet.stack.StackOutput;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.preview.Previews;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;

import org.springframework.stereotype.Component;

/**
 * Gives a fleet other values and nothing else: its template stays as AWS has it, as a
 * newer one might restart the manager and end its jobs.
 */
@Component
public class FleetAdjuster {

	private final FleetChanger changer;

	private final Stacks stacks;

	private final StackAdoption templates;

	private final Fleets fleets;

	private final FleetChanges changes;

	private final Previews previews;

	private final Audit audit;

	private final Clock clock;

	FleetAdjuster(FleetChanger changer, Stacks stacks, StackAdoption templates, Fleets fleets, FleetChanges changes,
			Previews previews, Audit audit, Clock clock) {
		this.changer = changer;
		this.stacks = stacks;
		this.templates = templates;
		this.fleets = fleets;
		this.changes = changes;
		this.previews = previews;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Asks AWS what other values would do.
	 * @param id the fleet
	 * @param values the other values by parameter; all else stays
	 * @param user who has asked for it
	 * @return the preview to decide on
	 * @throws NotNow if the fleet is in no state for it
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS refused or did not answer
	 */
	public UUID preview(UUID id, Map<String, String> values, String user) {
		this.changer.requireChangeable(id);
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		Fleet fleet = this.fleets.find(id).orElseThrow(NoSuchFleet::new);
		String body = this.templates.find(stack.place(), Optional.ofNullable(stack.arn()).orElse(stack.name()))
			.map(this.templates::template)
			.orElseThrow(NoSuchFleet::new);
		Set<String> names = Template.parse(body)
			.parameters()
			.stream()
			.map(TemplateParameter::name)
			.collect(Collectors.toSet());
		Map<String, String> changed = new TreeMap<>(values);
		image(id).ifPresent((image) -> changed.putIfAbsent(FleetChanger.MANAGER_IMAGE, image));
		changed.keySet().retainAll(names);
		Set<String> kept = new HashSet<>(names);
		kept.removeAll(changed.keySet());
		Map<String, String> after = new TreeMap<>(fleet.parameters());
		after.putAll(changed);
		Previews.Request request = new Previews.Request(id, body, changed, Map.of(), kept, stack.resourcesTotal(),
				user);
		Previews.Outcome outcome = this.previews.make(request, (previewId) -> {
			this.changes.add(new FleetChange(previewId, fleet.blueprintVersion(), after, false, null));
			this.audit.record(Actor.onBehalfOf(user), Action.PREVIEW, stack.name(), Outcome.ASKED,
					"In " + stack.region());
		});
		if (outcome instanceof Previews.Outcome.Refused refused) {
			throw refused.failure();
		}
		if (outcome instanceof Previews.Outcome.Busy busy) {
			throw NotNow.busy(busy.underWay(), this.clock.instant());
		}
		return ((Previews.Outcome.Made) outcome).preview().id();
	}

	/** Left open, a newer image would replace the manager by the way. */
	private Optional<String> image(UUID id) {
		return this.stacks.outputs(id)
			.stream()
			.filter((output) -> output.name().equals(FleetChanger.MANAGER_IMAGE))
			.map(StackOutput::value)
			.findFirst();
	}

}
