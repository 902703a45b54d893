package dev.runnerfleet.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.notification.occurrence.OccurrenceFixture;
import dev.runnerfleet.notification.occurrence.Topic;
import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The module wired by hand over an empty database. Another one over the same database is
 * another replica, or the portal after a restart.
 */
final class NotificationFixture {

	static final NotificationProperties PROPERTIES = new NotificationProperties(Duration.ofSeconds(5),
			Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30));

	final DataSource dataSource;

	final JdbcClient jdbc;

	final SettableClock clock;

	final FakeAudit audit = new FakeAudit();

	final FakeChannel channel = new FakeChannel();

	final Targets targets;

	final Deliveries deliveries;

	final Noticing noticing;

	final Seals seals;

	final Sender sender;

	final TargetDesk desk;

	NotificationFixture(TestDatabase database) {
		this(database.empty(), new SettableClock(), new KeyVault(() -> new byte[32]));
	}

	NotificationFixture(DataSource dataSource, SettableClock clock, KeyVault vault) {
		this(dataSource, clock, vault, new TransactionTemplate(new DataSourceTransactionManager(dataSource)));
	}

	private NotificationFixture(DataSource dataSource, SettableClock clock, KeyVault vault,
			TransactionTemplate transaction) {
		this.dataSource = dataSource;
		this.clock = clock;
		this.jdbc = JdbcClient.create(dataSource);
		this.targets = new Targets(this.jdbc, clock);
		this.deliveries = new Deliveries(this.jdbc, clock);
		this.noticing = new Noticing(OccurrenceFixture.all(this.jdbc, clock), this.deliveries, this.targets, PROPERTIES,
				transaction, clock);
		this.seals = new Seals(vault);
		this.sender = new Sender(this.targets, this.deliveries, this.seals, List.of(this.channel), PROPERTIES, clock);
		this.desk = new TargetDesk(this.targets, this.deliveries, this.noticing, this.sender, this.seals, PROPERTIES,
				this.audit, transaction, clock);
	}

	/** The same tables, with nothing in memory. */
	NotificationFixture restarted() {
		return new NotificationFixture(this.dataSource, this.clock, new KeyVault(() -> new byte[32]));
	}

	/** Another portal over the same tables that is killed before each commit. */
	NotificationFixture dying() {
		return new NotificationFixture(this.dataSource, this.clock, new KeyVault(() -> new byte[32]),
				new TransactionTemplate(new DataSourceTransactionManager(this.dataSource)) {
					@Override
					public <T> T execute(TransactionCallback<T> action) {
						return super.execute((status) -> {
							action.doInTransaction(status);
							throw new Kill();
						});
					}
				});
	}

	/** Ends everything at once, as a kill does: nothing is written down any more. */
	static final class Kill extends Error {

	}

	static TargetForm form(String name, Topic... topics) {
		TargetForm form = new TargetForm();
		form.setName(name);
		form.setSecretAddress(Secret.of("https://hooks.example.com/services/T0/secret-part"));
		if (topics.length > 0) {
			form.setTopics(List.of(topics));
		}
		return form;
	}

	Target target(String name, Topic... topics) {
		return this.desk.add(Target.Kind.WEBHOOK, form(name, topics), "ada").target();
	}

	/** A fleet of a name, in the order of names. */
	UUID fleet(String name) {
		return fleet(name, "CREATE_COMPLETE");
	}

	UUID fleet(String name, String status) {
		return fleet(name, status, "eu-central-1");
	}

	UUID fleet(String name, String status, String region) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into stack (id, name, region, live_name, status, resources_done, resources_total, last_seq,
					created_by, created_at, active_at, changed_at, revision)
				values (?, ?, ?, ?, ?, 2, 3, 0, 'ada', ?, ?, ?, 1)""")
			.params(id, name, region, "own/" + region + "/" + name, status, now(), now(), now())
			.update();
		return id;
	}

	/** What a removal refers to. */
	UUID fleetRow(UUID stack) {
		this.jdbc.sql("""
				insert into fleet (id, blueprint, blueprint_version, gitlab_url, parameters)
				values (?, 'docker-autoscaler', 1, 'https://gitlab.com/', '{}')""").param(stack).update();
		return stack;
	}

	/** An operation that has ended just now. */
	UUID ended(UUID fleet, String kind, String state, String failure) {
		return ended(fleet, kind, state, failure, this.clock.instant());
	}

	UUID ended(UUID fleet, String kind, String state, String failure, Instant at) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into operation (id, stack_id, kind, state, requested_by, from_seq, started_at, finished_at,
					watched_until, failure)
				values (?, ?, ?, ?, 'mara', 0, ?, ?, ?, ?)""")
			.params(Arrays.asList(id, fleet, kind, state, Columns.sql(at.minusSeconds(60)), Columns.sql(at),
					Columns.sql(at), failure))
			.update();
		return id;
	}

	void health(UUID fleet, String before, String after, String words) {
		this.jdbc.sql("insert into health_change (stack_id, kind_before, kind_after, at, words) values (?, ?, ?, ?, ?)")
			.params(fleet, before, after, now(), words)
			.update();
	}

	/** What each target is told, the latest last. */
	List<String> told() {
		return this.jdbc.sql("""
				select t.name || ': ' || n.title from notification_delivery d
				join notification n on n.id = d.notification_id join notification_target t on t.id = d.target_id
				order by d.id""").query(String.class).list();
	}

	List<String> states() {
		return this.jdbc.sql("select state from notification_delivery order by id").query(String.class).list();
	}

	Object now() {
		return Columns.sql(this.clock.instant());
	}

	/** Lets a target be told until nothing waits for it or time is up. */
	void tellUntil(Target target, Duration atMost) {
		Instant end = this.clock.instant().plus(atMost);
		var pause = this.sender.step(target.id(), () -> false);
		while (pause.isPresent() && this.clock.instant().isBefore(end)) {
			this.clock.advance(pause.get());
			pause = this.sender.step(target.id(), () -> false);
		}
	}

	/** Answers as it is told to, and remembers what it was asked to send. */
	static final class FakeChannel implements Channel {

		final List<Delivery> sent = new CopyOnWriteArrayList<>();

		final Set<String> refused = ConcurrentHashMap.newKeySet();

		volatile boolean away;

		volatile Duration asks = Duration.ZERO;

		volatile Runnable meanwhile = () -> {
		};

		@Override
		public Target.Kind kind() {
			return Target.Kind.WEBHOOK;
		}

		@Override
		public Attempt send(String address, Target target, Delivery delivery) {
			this.sent.add(delivery);
			this.meanwhile.run();
			if (this.away) {
				return Attempt.away("Nobody there.").waiting(this.asks);
			}
			return this.refused.contains(delivery.notification().title()) ? Attempt.refused("Answered 400.")
					: Attempt.delivered("Answered 200.");
		}

		List<String> titles() {
			return this.sent.stream().map((each) -> each.notification().title()).toList();
		}

	}

}
