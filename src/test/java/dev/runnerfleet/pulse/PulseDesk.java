package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.autopsy.AutopsyDesk;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.manager.ManagerDesk;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.stack.Columns;
import dev.runnerfleet.stack.StackFixture;
import dev.runnerfleet.stack.WatchedStacks;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The module wired by hand over the tables of a stack's fixture, with a played clock. */
class PulseDesk {

	static final Place PLACE = Place.in("eu-central-1");

	final StackFixture portal;

	final FakeFleets aws = new FakeFleets();

	final SettableClock clock;

	final JdbcClient jdbc;

	final Pulses pulses;

	final PulseRows rows;

	final PulseHistory history;

	final PulseRound round;

	final PulseReader reader;

	final PulseDiagnosis diagnosis;

	private final PulseWatch watch;

	private final PulseProperties properties;

	PulseDesk(TestDatabase database) {
		this(database, Lines.PROPERTIES);
	}

	PulseDesk(TestDatabase database, PulseProperties properties) {
		this.properties = properties;
		this.portal = new StackFixture(database);
		this.clock = this.portal.clock;
		this.jdbc = this.portal.jdbc;
		this.history = new PulseHistory(this.jdbc);
		this.pulses = new Pulses(this.jdbc, this.history, this.clock);
		this.rows = new PulseRows(this.jdbc);
		WorkerGroups groups = new WorkerGroups(this.aws, ManagerDesk.scaling(this.aws), this.rows, properties,
				this.clock);
		ManagerLooks managers = new ManagerLooks(ManagerDesk.groups(this.aws, this.jdbc, this.clock), this.jdbc,
				properties, this.clock);
		this.diagnosis = new PulseDiagnosis(new HealthJudge(properties), new ManagerMachines(this.aws), managers,
				groups, new PulseStore(this.rows, this.history, this.portal.rows, this.portal.transaction, this.clock),
				properties, this.clock);
		this.reader = new PulseReader(AutopsyDesk.log(this.aws), this.clock);
		this.round = new PulseRound(this.rows, this.reader, groups, managers, this.diagnosis,
				AutopsyDesk.autopsies(this.jdbc), new Bulkheads(), properties, Runnable::run, this.clock);
		this.watch = new PulseWatch(this.rows, properties, this.clock);
	}

	/** A fleet that was launched, with a manager and a group that are named after it. */
	UUID fleet(String name, String manager) {
		return fleet(PLACE, name, manager);
	}

	UUID fleet(Place place, String name, String manager) {
		UUID id = UUID.nameUUIDFromBytes((place + name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
		this.jdbc.sql("""
				insert into stack (id, name, account, region, live_name, arn, status, resources_done, resources_total,
					last_seq, created_by, created_at, active_at, changed_at, revision)
				values (?, ?, ?, ?, ?, ?, 'CREATE_COMPLETE', 1, 1, 0, 'ada', ?, ?, ?, 0)""")
			.params(id, name, place.account(), place.region(), place.key() + "/" + name, "arn:" + name, now(), now(),
					now())
			.update();
		resource(id, "Manager", "AWS::EC2::Instance", manager);
		resource(id, "WorkerGroup", "AWS::AutoScaling::AutoScalingGroup", name + "-group");
		this.aws.group(name + "-group", 1, 5, 1);
		return id;
	}

	/** The same of a fleet whose manager lives in a group of one. */
	UUID grouped(String name, String... managers) {
		UUID id = fleet(name, "");
		this.jdbc.sql("delete from stack_resource where stack_id = ? and logical_id = 'Manager'").param(id).update();
		resource(id, "ManagerGroup", "AWS::AutoScaling::AutoScalingGroup", name + "-manager");
		managers(name, managers);
		return id;
	}

	/**
	 * What a manager's group has: ids, each with its state at Auto Scaling behind a
	 * blank.
	 */
	void managers(String name, String... managers) {
		this.aws.members(name + "-manager", managers);
	}

	void status(UUID id, String status) {
		this.jdbc.sql("update stack set status = ? where id = ?").params(status, id).update();
	}

	void replaced(UUID id, String manager) {
		this.jdbc.sql("update stack_resource set physical_id = ? where stack_id = ? and logical_id = 'Manager'")
			.params(manager, id)
			.update();
	}

	void resource(UUID id, String logicalId, String type, String physicalId) {
		this.jdbc.sql("""
				insert into stack_resource (stack_id, logical_id, physical_id, type, status, started_at)
				values (?, ?, ?, ?, 'CREATE_COMPLETE', ?)""").params(id, logicalId, physicalId, type, now()).update();
	}

	private java.time.OffsetDateTime now() {
		return Columns.sql(this.clock.instant());
	}

	void reports(String name, String parts) {
		reports(name, Lines.MANAGER, parts);
	}

	void reports(String name, String manager, String parts) {
		Instant now = this.clock.instant();
		this.aws.write(name, manager + "/pulse", now, now, Lines.line(now, manager, parts));
	}

	void watched(UUID id) {
		this.watch.seen(new WatchedStacks.Seen(Set.of(id), this.clock.instant().plusSeconds(30)));
	}

	/** Lets time pass as the schedulers do, with something done at each second. */
	void pass(Duration time, Runnable each, Place... places) {
		for (long second = 0; second < time.toSeconds(); second++) {
			each.run();
			Stream.of((places.length > 0) ? places : new Place[] { PLACE }).forEach(this.round::look);
			if (second % 5 == 0) {
				sweep();
			}
			this.clock.advance(Duration.ofSeconds(1));
		}
	}

	void sweep() {
		this.rows.unheard(this.clock.instant().minus(this.properties.unheardAfter()), 1000)
			.forEach(this.diagnosis::unheard);
	}

	/** The same while a manager reports every half minute. */
	void live(Duration time, String name, String parts) {
		pass(time, () -> {
			if (this.clock.instant().getEpochSecond() % 30 == 0) {
				reports(name, parts);
			}
		});
	}

	Health health(UUID id) {
		return this.pulses.of(id).orElseThrow().health();
	}

}
