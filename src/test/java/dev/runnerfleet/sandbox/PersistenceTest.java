package dev.runnerfleet.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class PersistenceTest {

	@Test
	void aRestartChangesNothingThatHappened() {
		restartChangesNothing(new SandboxFixture());
	}

	@Test
	void aRestartChangesNothingOnPostgresEither() throws IOException {
		try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
			restartChangesNothing(new SandboxFixture(postgres.getPostgresDatabase(), 1));
		}
	}

	@Test
	void whatTheCallerTakesBackStaysInAws() {
		SandboxFixture sandbox = new SandboxFixture();
		new TransactionTemplate(new JdbcTransactionManager(sandbox.dataSource)).executeWithoutResult((status) -> {
			sandbox.create("blue", "production");
			status.setRollbackOnly();
		});
		assertThat(sandbox.status("blue")).isEqualTo("CREATE_IN_PROGRESS");
	}

	@Test
	void theTokenIsStoredNowhere() {
		SandboxFixture sandbox = new SandboxFixture();
		sandbox.create("blue", "production");
		sandbox.untilSettled("blue");
		List<String> dump = sandbox.jdbc.sql("script").query(String.class).list();
		assertThat(dump).anyMatch((line) -> line.contains("RunnerToken"))
			.noneMatch((line) -> line.contains(SandboxFixture.TOKEN));
		assertThat(sandbox.events("blue")).noneMatch((event) -> event.toString().contains(SandboxFixture.TOKEN))
			.filteredOn((event) -> event.logicalResourceId().equals("Token"))
			.isNotEmpty()
			.allMatch((event) -> event.resourceProperties() == null);
	}

	private static void restartChangesNothing(SandboxFixture sandbox) {
		String id = sandbox.create("blue", "production");
		sandbox.clock.advance(Duration.ofSeconds(9));
		List<StackEvent> before = sandbox.events(id);
		sandbox.restart();
		assertThat(sandbox.events(id)).isEqualTo(before).hasSizeGreaterThan(10);
		sandbox.untilSettled(id);
		assertThat(sandbox.events(id)).endsWith(before.toArray(StackEvent[]::new));
		assertThat(sandbox.status(id)).isEqualTo("CREATE_COMPLETE");
	}

}
