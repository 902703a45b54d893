package dev.runnerfleet.fleet.listing;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.StackQuery;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Lists fleets. What was removed is left out unless somebody asks for it, and what was
 * removed but not altogether only after a while: somebody has to hear of it.
 */
@Component
@EnableConfigurationProperties(FleetList.RemovedFleetsProperties.class)
public class FleetList {

	private static final Set<Integer> GONE = removed(true);

	private static final Set<Integer> NOT_ALTOGETHER = removed(false);

	private final Stacks stacks;

	private final Duration shown;

	private final Clock clock;

	FleetList(Stacks stacks, RemovedFleetsProperties properties, Clock clock) {
		this.stacks = stacks;
		this.shown = properties.removedFleets();
		this.clock = clock;
	}

	private static Set<Integer> removed(boolean altogether) {
		return FleetState.Filter.REMOVED.states()
			.filter((state) -> altogether == state.tone().equals("idle"))
			.map(FleetState::number)
			.collect(Collectors.toUnmodifiableSet());
	}

	/** The page that follows a fleet or precedes one, the first without either. */
	public StackQuery.Page page(FleetQuery query, @Nullable UUID after, @Nullable UUID before, int size) {
		return this.stacks.page(query(query, after, before, 0, size));
	}

	/** The page behind a number of fleets. */
	public StackQuery.Page page(FleetQuery query, int skip, int size) {
		return this.stacks.page(query(query, null, null, skip, size));
	}

	/** How many fleets each filter lets pass. */
	public Map<FleetState.Filter, Long> counts() {
		Map<FleetState.Filter, Long> counts = new EnumMap<>(FleetState.Filter.class);
		for (FleetState.Filter filter : FleetState.Filter.values()) {
			counts.put(filter, 0L);
		}
		this.stacks.standings()
			.forEach((standing, count) -> FleetState.of(standing)
				.ifPresent((state) -> counts.merge(state.filter(), count, Long::sum)));
		return counts;
	}

	/** How many fleets are how, as their managers say; none of those that no fleet is. */
	public Map<Health.Kind, Long> healths() {
		Map<String, Long> told = this.stacks.healths();
		Map<Health.Kind, Long> counts = new EnumMap<>(Health.Kind.class);
		for (Health.Kind kind : Health.Kind.values()) {
			long count = told.getOrDefault(kind.name(), 0L);
			if (count > 0) {
				counts.put(kind, count);
			}
		}
		return counts;
	}

	StackQuery query(FleetQuery query, @Nullable UUID after, @Nullable UUID before, int skip, int size) {
		Set<Integer> standings = query.filter().map(FleetState.Filter::standings).orElse(Set.of());
		Set<String> statuses = (query.filter().isPresent() || query.status().isEmpty()) ? Set.of()
				: Set.of(query.status());
		List<StackQuery.Hidden> hidden = (standings.isEmpty() && statuses.isEmpty())
				? List.of(new StackQuery.Hidden(GONE, null),
						new StackQuery.Hidden(NOT_ALTOGETHER, this.clock.instant().minus(this.shown)))
				: List.of();
		return new StackQuery(query.words(), statuses, standings,
				query.kind().map(Health.Kind::name).map(Set::of).orElse(Set.of()), query.order(), query.descending(),
				after, before, skip, size, hidden);
	}

	/**
	 * How long lists show what was removed but not altogether.
	 *
	 * @param removedFleets how long after its end
	 */
	@ConfigurationProperties("portal.keep")
	record RemovedFleetsProperties(@DefaultValue("1d") Duration removedFleets) {

		RemovedFleetsProperties {
			if (removedFleets.isNegative()) {
				throw new IllegalArgumentException("Set portal.keep.removed-fleets to 0 or more");
			}
		}

	}

}
