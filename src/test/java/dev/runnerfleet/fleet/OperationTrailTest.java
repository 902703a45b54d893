package dev.runnerfleet.fleet;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Operation.Kind;
import dev.runnerfleet.stack.Operation.State;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.OperationFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation is taken down, and how it ended long after it was asked for. */
@SandboxPortal
class OperationTrailTest {

	private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

	@Autowired
	FleetRows rows;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	JdbcClient jdbc;

	private UUID fleet;

	@BeforeEach
	void aFleet() {
		this.rows.clear();
		this.jdbc.sql("delete from audit_entry").update();
		this.fleet = this.rows.add("blue", "CREATE_COMPLETE", 0);
	}

	@Test
	void whatIsAskedIsTakenDownUnderTheFleetsName() {
		this.events.publishEvent(new OperationEvent.Recorded(operation(Kind.REMOVE, State.PREPARING, null, null)));
		assertThat(lines()).containsExactly("ada REMOVE blue ASKED In eu-central-1");
	}

	@Test
	void anEndIsTakenDownUnderTheNameOfWhoAsked() {
		this.events.publishEvent(new OperationEvent.Ended(operation(Kind.UPDATE, State.SUCCEEDED, null, null)));
		Operation launch = operation(Kind.LAUNCH, State.FAILED,
				new OperationFailure("Manager", "AWS::EC2::Instance", "No signal."), null);
		store(launch);
		this.events.publishEvent(new OperationEvent.Ended(launch));
		this.events.publishEvent(new OperationEvent.Ended(operation(Kind.UPDATE, State.CANCELLED, null, "bob")));
		this.events.publishEvent(new OperationEvent.Ended(operation(Kind.RETRY, State.NOT_SENT, null, null)));
		assertThat(lines()).containsExactly("ada APPLY blue DONE", "ada LAUNCH blue FAILED No signal.",
				"ada APPLY blue FAILED Cancelled by bob", "ada RETRY blue FAILED AWS did not confirm it");
	}

	@Test
	void whatOthersDidOutsideIsNobodysHere() {
		this.events.publishEvent(new OperationEvent.Recorded(operation(Kind.OUTSIDE, State.RUNNING, null, null)));
		this.events.publishEvent(new OperationEvent.Ended(operation(Kind.OUTSIDE, State.SUCCEEDED, null, null)));
		assertThat(lines()).isEmpty();
	}

	private Operation operation(Kind kind, State state, @Nullable OperationFailure failure,
			@Nullable String cancelledBy) {
		return new Operation(UUID.randomUUID(), this.fleet, kind, state, "ada", 0, NOW, NOW, NOW, failure, cancelledBy,
				null);
	}

	/** What failed has machines that are asked, and what they tell belongs to its row. */
	private void store(Operation operation) {
		this.jdbc.sql("""
				insert into operation (id, stack_id, kind, state, requested_by, from_seq, started_at, finished_at,
					watched_until)
				values (?, ?, ?, ?, ?, 0, ?, ?, ?)""")
			.params(operation.id(), operation.stackId(), operation.kind().name(), operation.state().name(),
					operation.requestedBy(), NOW.atOffset(ZoneOffset.UTC), NOW.atOffset(ZoneOffset.UTC),
					NOW.atOffset(ZoneOffset.UTC))
			.update();
	}

	private List<String> lines() {
		return this.jdbc.sql("select * from audit_entry order by id")
			.query((row, number) -> "%s %s %s %s %s"
				.formatted(row.getString("who"), row.getString("action"), row.getString("subject"),
						row.getString("outcome"), row.getString("detail"))
				.strip())
			.list();
	}

}
