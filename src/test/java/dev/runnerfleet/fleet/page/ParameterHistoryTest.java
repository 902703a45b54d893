package dev.runnerfleet.fleet.page;

import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.Stacks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
@WithMockUser(username = "vera", roles = "VIEWER")
class ParameterHistoryTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Stacks stacks;

	@Autowired
	Fleets fleets;

	@Autowired
	ParameterHistory history;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	TransactionTemplate transaction;

	@BeforeEach
	void empty() {
		this.rows.clear();
	}

	@Test
	void whoeverChangedAValueIsToldWithWhatItWasBefore() {
		UUID id = this.rows.add("blue", "UPDATE_COMPLETE", 0);
		ends(id, "LAUNCH", 0, Map.of("IdleCount", "1", "DockerImage", "alpine:latest"));
		ends(id, "UPDATE", 10, Map.of("IdleCount", "3", "DockerImage", "alpine:latest"));
		ends(id, "UPDATE", 20, Map.of("IdleCount", "3", "DockerImage", "alpine:latest"));
		assertThat(this.history.of(id, 10)).as("what changed nothing is not kept").hasSize(2);
		assertThat(this.mvc.get().uri("/fleets/{id}/settings", id)).hasStatusOk()
			.bodyText()
			.contains("Who changed what", "<strong>ada</strong>", "Schedule: Idle capacity (jobs)", "<del>1</del>",
					"<ins>3</ins>")
			.doesNotContain("<del>alpine");
	}

	@Test
	void aValueThatOnlyTheRolledBackTransactionHadIsNotKept() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.operation(id, "LAUNCH", "SUCCEEDED", 0, null, null);
		this.transaction.executeWithoutResult((status) -> {
			this.events.publishEvent(new OperationEvent.Ended(this.stacks.latestOperation(id).orElseThrow()));
			status.setRollbackOnly();
		});
		assertThat(this.history.of(id, 10)).isEmpty();
	}

	@Test
	void aNetworkThatWasListedIsShownByItsName() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.fleets.changed(fleet(id, Map.of("VpcId", "vpc-1", "SubnetIds", "subnet-1,subnet-2")));
		this.jdbc.sql("delete from network_name").update();
		this.jdbc.sql("""
				insert into network_name (place, id, name) values ('eu-central-1', 'vpc-1', '<b>shared</b>'),
					('eu-central-1', 'subnet-2', 'private · eu-central-1b'), ('eu-west-1', 'subnet-1', 'elsewhere')""")
			.update();
		assertThat(this.mvc.get().uri("/fleets/{id}/settings", id)).bodyText()
			.contains("&lt;b&gt;shared&lt;/b&gt;", "<code>vpc-1</code>", "subnet-1", "private · eu-central-1b")
			.doesNotContain("elsewhere", "<b>");
	}

	/** The fleet has these values when an operation ends. */
	private void ends(UUID id, String kind, int minute, Map<String, String> values) {
		this.rows.operation(id, kind, "SUCCEEDED", minute, null, null);
		this.transaction.executeWithoutResult((status) -> {
			this.events.publishEvent(new OperationEvent.Ended(this.stacks.latestOperation(id).orElseThrow()));
			this.fleets.changed(fleet(id, values));
		});
	}

	private Fleet fleet(UUID id, Map<String, String> values) {
		return this.fleets.find(id).orElseThrow().with(values);
	}

}
