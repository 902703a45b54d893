package dev.runnerfleet.fleet.page;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.dashboard.DashboardRows;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.live.Hubs;
import dev.runnerfleet.live.LiveHub;
import dev.runnerfleet.live.LiveViewer;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.WatchedStacks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/** The database counts its statements itself. */
@SandboxPortal
class LiveFleetsTest {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-15T08:00:00Z"), ZoneOffset.UTC);

	private final Queue<Runnable> sending = new ArrayDeque<>();

	private final LiveHub hub = Hubs.create(this.sending::add);

	private final FleetRows rows;

	private final JdbcClient jdbc;

	private final LiveFleets live;

	private final FleetPieces pieces;

	@Autowired
	LiveFleetsTest(FleetRows rows, JdbcClient jdbc, Stacks stacks, WatchedStacks watching, FleetPieces pieces,
			DashboardRows dashboard, TaskScheduler scheduler) {
		this.rows = rows;
		this.jdbc = jdbc;
		this.pieces = pieces;
		this.live = new LiveFleets(this.hub, stacks, watching, pieces, dashboard, scheduler, CLOCK);
	}

	@BeforeEach
	void count() {
		this.rows.clear();
		this.jdbc.sql("set query_statistics true").update();
	}

	@AfterEach
	void stopCounting() {
		this.jdbc.sql("set query_statistics false").update();
	}

	@Test
	void aThousandOpenPagesCostOneQueryATick() {
		open(LiveFleets.DASHBOARD, 500);
		for (int page = 0; page < 500; page++) {
			open(LiveFleets.topic(UUID.randomUUID()), 1);
		}
		this.live.tick();
		assertThat(statements(0)).isEqualTo(1);
	}

	@Test
	void aChangeIsReadOnceForAllWhoSeeIt() {
		open(LiveFleets.DASHBOARD, 1);
		this.live.tick();
		long forOne = statements(1);
		open(LiveFleets.DASHBOARD, 999);
		assertThat(statements(1)).isEqualTo(forOne);
		assertThat(this.sending).hasSize(1000);
	}

	@Test
	void aHundredChangesAreReadLikeOne() {
		open(LiveFleets.DASHBOARD, 1);
		this.live.tick();
		long forOne = statements(1);
		assertThat(statements(100)).isEqualTo(forOne);
	}

	@Test
	void aFleetWhosePageIsOpenComesFirstWhoeverLooksAtAll() {
		UUID blue = this.rows.add("blue", "UPDATE_IN_PROGRESS", 0);
		this.rows.outside(blue, "RUNNING", 0);
		this.rows.outside(this.rows.add("red", "UPDATE_IN_PROGRESS", 0), "RUNNING", 0);
		open(LiveFleets.DASHBOARD, 1);
		open(LiveFleets.topic(blue), 1);
		this.live.tick();
		assertThat(this.jdbc.sql("select stack_id from operation where watched_until > started_at")
			.query(UUID.class)
			.list()).containsExactly(blue);
		assertThat(this.jdbc.sql("select count(*) from operation where glanced_until is not null")
			.query(Long.class)
			.single()).isEqualTo(2);
	}

	@Test
	void eachSideGetsItsOwnPiecesAlone() {
		UUID blue = this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(this.pieces.page(blue, FleetTab.ACTIVITY).orElseThrow().under("/tools"))
			.contains("id=\"fleet-status\"", "id=\"fleet-operations\"", "/tools/fleets/" + blue + "/edit")
			.doesNotContain("fleet-facts", "fleet-parameters", "<title>blue");
		assertThat(this.pieces.page(blue, FleetTab.SETTINGS).orElseThrow().under("")).contains("fleet-parameters")
			.doesNotContain("fleet-operations");
	}

	@Test
	void withoutReadersNothingIsAsked() {
		assertThat(statements(0)).isZero();
	}

	/** Opens pages whose readers have got their first sign of life. */
	private void open(String topic, int pages) {
		for (int page = 0; page < pages; page++) {
			this.hub.open(topic, new LiveViewer("ada", "session", (page % 2 == 0) ? "" : "/tools/fleets"), Map::of);
		}
		while (!this.sending.isEmpty()) {
			this.sending.remove().run();
		}
	}

	/**
	 * How many a tick needs once so many fleets have changed: the fewest of three, as
	 * others in this portal ask the database now and then, too.
	 */
	private long statements(int changes) {
		return IntStream.range(0, 3).mapToLong((round) -> {
			for (int fleet = 0; fleet < changes; fleet++) {
				this.rows.add("changed-" + UUID.randomUUID(), "CREATE_COMPLETE", 0);
			}
			long before = counted();
			this.live.tick();
			return counted() - before;
		}).min().orElseThrow();
	}

	private long counted() {
		return this.jdbc.sql("""
				select coalesce(sum(execution_count), 0) from information_schema.query_statistics
				where sql_statement not like '%query_statistics%' and sql_statement not like '%scheduled_tasks%'""")
			.query(Long.class)
			.single();
	}

}
