package dev.runnerfleet.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

import dev.runnerfleet.fleet.RemovedFleets.RemovedFleetsProperties;
import dev.runnerfleet.stack.StackQuery;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RemovedFleetsTest {

	private static final Instant NOW = Instant.parse("2026-05-02T10:00:00Z");

	private final RemovedFleets removed = new RemovedFleets(new RemovedFleetsProperties(Duration.ofDays(1)),
			Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void aListHidesWhatWasRemovedADayAgo() {
		StackQuery list = list(Set.of(), Set.of());
		assertThat(this.removed.hide(list))
			.isEqualTo(list.without(FleetState.Filter.REMOVED.standings(), Instant.parse("2026-05-01T10:00:00Z")));
	}

	@Test
	void whoeverAsksForAStatusGetsAllOfThem() {
		StackQuery byFilter = list(Set.of(), FleetState.Filter.REMOVED.standings());
		StackQuery byStatus = list(Set.of("DELETE_COMPLETE"), Set.of());
		assertThat(this.removed.hide(byFilter)).isEqualTo(byFilter);
		assertThat(this.removed.hide(byStatus)).isEqualTo(byStatus);
	}

	@Test
	void lessThanNothingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RemovedFleetsProperties(Duration.ofDays(-1)))
			.withMessageContaining("portal.keep.removed-fleets");
	}

	private static StackQuery list(Set<String> statuses, Set<Integer> standings) {
		return new StackQuery("", statuses, standings, StackQuery.Sort.AGE, true, null, null, 0, 50);
	}

}
