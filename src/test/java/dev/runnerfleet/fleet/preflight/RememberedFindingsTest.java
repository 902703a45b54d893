package dev.runnerfleet.fleet.preflight;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.removal.RemovalDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RememberedFindingsTest {

	private static final Finding WARNING = Finding.warns("name", "A warning.").mend("Mend it.");

	private final RemovalDesk portal;

	private final RememberedFindings findings;

	RememberedFindingsTest(TestDatabase database) {
		this.portal = new RemovalDesk(database);
		this.findings = PreflightWiring.findings(this.portal.stack);
	}

	@Test
	void whatWentOnAllTheSameIsKeptWithTheOperation() {
		UUID fleet = this.portal.launch("docker-autoscaler", null);
		this.findings.store(fleet, List.of(WARNING, Finding.notes("", "A note.")));
		assertThat(this.findings.of(operation())).containsExactly(WARNING);
	}

	@Test
	void aSecondClickStoresNothingElse() {
		UUID fleet = this.portal.launch("docker-autoscaler", null);
		this.findings.store(fleet, List.of(WARNING));
		this.findings.store(fleet, List.of(WARNING, Finding.warns("", "Another warning.")));
		assertThat(this.findings.of(operation())).containsExactly(WARNING);
	}

	@Test
	void theLatestOperationHasItsOwn() {
		UUID fleet = this.portal.launch("docker-autoscaler", null);
		assertThat(this.findings.ofLatest(fleet)).isEmpty();
		this.findings.store(fleet, List.of(WARNING));
		assertThat(this.findings.ofLatest(fleet)).containsExactly(WARNING);
	}

	@Test
	void whatWasFoundBeforeAPreviewGoesWithIt() {
		UUID fleet = this.portal.launch("docker-autoscaler", null);
		UUID preview = UUID.randomUUID();
		this.portal.stack.jdbc.sql("""
				insert into preview (id, stack_id, state, requested_by, created_at, expires_at, resources_before,
					resources_after, operation_id)
				values (?, ?, 'APPLIED', 'ada', current_timestamp, current_timestamp, 1, 1, ?)""")
			.params(preview, fleet, operation())
			.update();
		this.findings.store(fleet, preview, List.of(WARNING));
		assertThat(this.findings.of(operation())).containsExactly(WARNING);
		this.portal.stack.jdbc.sql("delete from preview where id = ?").param(preview).update();
		assertThat(this.portal.stack.jdbc.sql("select count(*) from finding").query(Long.class).single()).isZero();
	}

	private UUID operation() {
		return this.portal.operations().get(0).id();
	}

}
