package dev.runnerfleet.fleet.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetChange;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.ResourceWords;
import dev.runnerfleet.fleet.change.PreviewView.CostChange;
import dev.runnerfleet.fleet.change.PreviewView.ParameterChange;
import dev.runnerfleet.fleet.cost.FleetCosts;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.preview.Preview;
import dev.runnerfleet.stack.preview.Previews;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Puts previews into words. */
@Component
public class PreviewViews {

	private final Previews previews;

	private final Stacks stacks;

	private final Fleets fleets;

	private final FleetChanges changes;

	private final Blueprints blueprints;

	private final FleetCosts costs;

	private final Clock clock;

	PreviewViews(Previews previews, Stacks stacks, Fleets fleets, FleetChanges changes, Blueprints blueprints,
			FleetCosts costs, Clock clock) {
		this.previews = previews;
		this.stacks = stacks;
		this.fleets = fleets;
		this.changes = changes;
		this.blueprints = blueprints;
		this.costs = costs;
		this.clock = clock;
	}

	/** A preview of a fleet, empty if it is none of this fleet's. */
	public Optional<PreviewView> find(UUID fleetId, UUID previewId) {
		return this.previews.find(previewId)
			.filter((preview) -> preview.stackId().equals(fleetId))
			.flatMap((preview) -> this.changes.find(previewId)
				.flatMap((change) -> this.fleets.find(fleetId)
					.flatMap(
							(fleet) -> this.stacks.find(fleetId).map((stack) -> view(stack, fleet, preview, change)))));
	}

	/** What somebody could decide for a fleet, given what can be done with it now. */
	public PendingChanges pending(Fleet fleet, FleetActions actions) {
		Instant now = this.clock.instant();
		Integer newer = actions.change() ? this.blueprints.newerThan(fleet).map(Blueprint::version).orElse(null) : null;
		return new PendingChanges(newer,
				this.previews.open(fleet.id())
					.stream()
					.map((preview) -> new PendingChanges.Line(preview.id(), words(preview), preview.requestedBy(),
							ReadableTime.of(preview.createdAt(), now)))
					.toList());
	}

	private static String words(Preview preview) {
		int resources = preview.changes().size();
		return switch (preview.state()) {
			case READY -> (resources == 1) ? "A change of 1 resource" : "A change of %d resources".formatted(resources);
			default -> "A change that AWS is working out";
		};
	}

	private PreviewView view(Stack stack, Fleet fleet, Preview preview, FleetChange change) {
		Instant now = this.clock.instant();
		Optional<Blueprint> blueprint = this.blueprints.find(fleet.blueprint());
		List<ParameterChange> parameters = blueprint.map((known) -> ParameterChange.between(fleet, change, known))
			.orElse(List.of());
		boolean upgrade = change.blueprintVersion() > fleet.blueprintVersion();
		return new PreviewView(stack.id(), stack.name(), preview, ReadableTime.of(preview.createdAt(), now),
				ReadableTime.length(Duration.between(now, preview.expiresAt())).replaceAll(" \\d+ s$", ""),
				"%s, version %d".formatted(fleet.blueprint(), change.blueprintVersion()),
				upgrade ? fleet.blueprintVersion() : null, change.tokenReplaced(), parameters,
				groups(preview.changes()),
				blueprint.map((known) -> cost(known, stack.region(), fleet, change)).orElse(null));
	}

	private CostChange cost(Blueprint blueprint, String region, Fleet fleet, FleetChange change) {
		Map<String, String> after = new HashMap<>(fleet.parameters());
		after.putAll(change.parameters());
		return new CostChange(this.costs.of(blueprint, region, fleet.parameters()),
				this.costs.of(blueprint, region, after));
	}

	private static List<PreviewView.Group> groups(List<Preview.ResourceChange> changes) {
		Map<Heading, List<PreviewView.Line>> groups = changes.stream()
			.collect(Collectors.groupingBy(Heading::of, () -> new EnumMap<>(Heading.class),
					Collectors.mapping(PreviewView.Line::of, Collectors.toList())));
		return groups.entrySet()
			.stream()
			.map((group) -> new PreviewView.Group(group.getKey().words, group.getValue()))
			.toList();
	}

	/** What matters most comes first. */
	private enum Heading {

		REPLACED("Replaced"), FOLLOWED("Replaced after running jobs"), PERHAPS("Restarted or replaced"),
		CHANGED("Changed in place"), ADDED("Added"), REMOVED("Removed"), OTHER("Known only while AWS works");

		private final String words;

		Heading(String words) {
			this.words = words;
		}

		static Heading of(Preview.ResourceChange change) {
			return switch (change.action()) {
				case ADD -> ADDED;
				case REMOVE -> REMOVED;
				case OTHER -> OTHER;
				case MODIFY -> ResourceWords.isFollowed(change) ? FOLLOWED : switch (change.replacement()) {
					case ALWAYS -> REPLACED;
					case MAYBE -> PERHAPS;
					case NEVER -> CHANGED;
				};
			};
		}

	}

	/** Says that a fleet has no such preview. */
	public static class NoSuchPreview extends ErrorResponseException {

		public NoSuchPreview() {
			super(HttpStatus.NOT_FOUND);
			setTitle("There is no such preview");
			setDetail("AWS may have refused it. Preview the change once more from the fleet's page.");
		}

	}

	/**
	 * What somebody could decide for a fleet.
	 *
	 * @param newerBlueprint a newer version of its blueprint, {@code null} if there is
	 * none
	 * @param previews what has been previewed and is neither applied nor discarded
	 */
	public record PendingChanges(@Nullable Integer newerBlueprint, List<Line> previews) {

		/** Whether there is anything to show. */
		public boolean any() {
			return this.newerBlueprint != null || !this.previews.isEmpty();
		}

		/** A preview in words. */
		record Line(UUID id, String words, String by, ReadableTime madeAt) {

		}

	}

}
