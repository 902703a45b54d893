package dev.runnerfleet.fleet.listing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.FleetState.Filter;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.fleet.listing.FleetList.RemovedFleetsProperties;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.HeardPulses;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@SandboxPortal
class FleetListTest {

	@Autowired
	FleetRows rows;

	@Autowired
	FleetList list;

	@Autowired
	FleetLabels labels;

	@Autowired
	Stacks stacks;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	Clock clock;

	@BeforeEach
	void empty() {
		this.rows.clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "blu", "BLUE", "eu-central", "ada", "@ada", "gitlab.com", "docker-auto", "prod", "#prod",
			"acme/mobile", "gpu", "ada prod  blu" })
	void aFleetIsFoundByWhateverItIsKnownFor(String words) {
		add();
		assertThat(found(words)).containsExactly("blue");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bob", "#pro-d", "us-east-1", "prod bob", "%", "#blue", "label", "blueprint" })
	void whatItIsNotKnownForDoesNotFindIt(String words) {
		add();
		assertThat(found(words)).isEmpty();
	}

	private void add() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.jdbc.sql("update fleet set runner_target = 'acme/mobile', runner_tags = 'docker,gpu' where id = ?")
			.param(id)
			.update();
		this.labels.set(id, Set.of("prod"));
	}

	@Test
	void labelsNarrowAsAWholeAndTogether() {
		this.labels.set(this.rows.add("blue", "CREATE_COMPLETE", 0), Set.of("prod", "eu"));
		this.labels.set(this.rows.add("red", "CREATE_COMPLETE", 1), Set.of("production"));
		assertThat(names(new FleetQuery("", List.of("prod"), "", "name"))).containsExactly("blue");
		assertThat(names(new FleetQuery("", List.of("prod", "EU"), "", "name"))).containsExactly("blue");
		assertThat(names(new FleetQuery("", List.of("prod", "production"), "", "name"))).isEmpty();
	}

	@Test
	void theLastWhoChangedItFindsItToo() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.operation(id, "UPDATE", "SUCCEEDED", 3, null, null);
		this.jdbc.sql("update operation set requested_by = 'grace'").update();
		this.labels.set(id, Set.of("touched"));
		assertThat(found("@grace")).containsExactly("blue");
	}

	@Test
	void whatIsRemovedIsLeftOutUnlessAskedFor() {
		this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.add("gone", "DELETE_COMPLETE", 1);
		assertThat(found("")).containsExactly("blue");
		assertThat(names(new FleetQuery("", List.of(), "removed", "name"))).containsExactly("gone");
		assertThat(names(new FleetQuery("", List.of(), "DELETE_COMPLETE", "name"))).containsExactly("gone");
	}

	@Test
	void whatIsRemovedButNotAltogetherStaysForAWhile() {
		UUID id = this.rows.add("half", "DELETE_COMPLETE", 0);
		this.jdbc.sql("update stack set standing = 302, active_at = ? where id = ?")
			.params(this.clock.instant().atOffset(ZoneOffset.UTC), id)
			.update();
		assertThat(found("")).containsExactly("half");
		this.jdbc.sql("update stack set active_at = ? where id = ?")
			.params(this.clock.instant().minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC), id)
			.update();
		assertThat(found("")).isEmpty();
	}

	@Test
	void countsTellHowManyEachFilterFinds() {
		this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.add("red", "CREATE_COMPLETE", 1);
		this.rows.add("broken", "ROLLBACK_COMPLETE", 2);
		this.rows.add("gone", "DELETE_COMPLETE", 3);
		Map<Filter, Long> counts = this.list.counts();
		assertThat(counts).containsExactlyInAnyOrderEntriesOf(
				Map.of(Filter.READY, 2L, Filter.WORKING, 0L, Filter.FAILED, 1L, Filter.REMOVED, 1L));
		counts.forEach((filter,
				count) -> assertThat(
						this.list.page(new FleetQuery("", List.of(), filter.name(), "name"), 0, 10).total())
					.isEqualTo(count));
	}

	@Test
	void healthNarrowsTheListAndTroubleComesFirstThenNames() {
		UUID well = this.rows.add("b-well", "CREATE_COMPLETE", 0);
		UUID dead = this.rows.add("z-dead", "CREATE_COMPLETE", 1);
		UUID full = this.rows.add("y-full", "CREATE_COMPLETE", 2);
		this.rows.add("a-older", "CREATE_COMPLETE", 3);
		UUID changing = this.rows.add("c-changing", "UPDATE_IN_PROGRESS", 4);
		says(well, Health.Kind.IDLE);
		says(dead, Health.Kind.MANAGER_GONE);
		says(full, Health.Kind.BUSY);
		says(changing, Health.Kind.SILENT);
		assertThat(names(new FleetQuery("", List.of(), "", "", "state"))).containsExactly("z-dead", "c-changing",
				"y-full", "a-older", "b-well");
		assertThat(names(new FleetQuery("", List.of(), "", "manager_gone", "name"))).containsExactly("z-dead");
		assertThat(names(new FleetQuery("", List.of(), "failed", "", "name"))).containsExactly("z-dead");
		assertThat(names(new FleetQuery("", List.of(), "", "silent", "name"))).isEmpty();
		assertThat(this.list.healths()).containsExactly(Map.entry(Health.Kind.MANAGER_GONE, 1L),
				Map.entry(Health.Kind.BUSY, 1L), Map.entry(Health.Kind.IDLE, 1L));
	}

	private void says(UUID fleet, Health.Kind kind) {
		Instant now = this.clock.instant();
		new HeardPulses(this.jdbc).put(fleet, new Health(kind, now, "Words", ""), null, now);
		this.events.publishEvent(new Stack.Changed(fleet));
	}

	@Test
	void everyColumnOrdersBothWays() {
		UUID one = this.rows.add("one", "CREATE_COMPLETE", 0);
		UUID two = this.rows.add("two", "ROLLBACK_COMPLETE", 1);
		this.jdbc
			.sql("""
					update fleet set blueprint_version = 1, runner_target = 'acme', parameters = '{"MaxConcurrentBuilds":"2"}'
					where id = ?""")
			.param(one)
			.update();
		this.jdbc.sql("""
				update fleet set runner_target = 'zebra', parameters = '{"MaxConcurrentBuilds":"10"}' where id = ?""")
			.param(two)
			.update();
		this.jdbc.sql("update stack set region = 'us-east-1' where id = ?").param(two).update();
		this.labels.set(one, Set.of("a"));
		this.labels.set(two, Set.of("a"));
		for (FleetQuery.Column column : FleetQuery.Column.values()) {
			String name = column.name().toLowerCase(Locale.ROOT);
			String[] order = (column == FleetQuery.Column.STATE) ? new String[] { "two", "one" }
					: new String[] { "one", "two" };
			assertThat(names(new FleetQuery("", List.of(), "", name))).as(name).containsExactly(order);
			assertThat(names(new FleetQuery("", List.of(), "", "-" + name))).as(name)
				.containsExactly(order[1], order[0]);
		}
	}

	@Test
	void lessThanNothingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RemovedFleetsProperties(Duration.ofDays(-1)))
			.withMessageContaining("portal.keep.removed-fleets");
	}

	private List<String> found(String words) {
		return names(new FleetQuery(words, List.of(), "", "name"));
	}

	private List<String> names(FleetQuery query) {
		return this.list.page(query, 0, 10).stacks().stream().map(Stack::name).toList();
	}

}
