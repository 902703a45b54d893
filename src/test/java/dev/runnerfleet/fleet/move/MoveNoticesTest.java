package dev.runnerfleet.fleet.move;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.fleet.move.Move.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever comes to one of a move's fleets is told of it, on whichever side of it. */
@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class MoveNoticesTest {

	private static final String INVITATION = "Move it to Docker Autoscaler";

	private final UUID id = UUID.randomUUID();

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	Moves moves;

	@Autowired
	JdbcClient jdbc;

	private UUID first;

	private UUID second;

	@BeforeEach
	void begin() {
		this.rows.clear();
		this.first = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.jdbc.sql("update fleet set blueprint = 'docker-machine'").update();
		this.second = this.rows.add("blue-2", "CREATE_COMPLETE", 1);
		this.moves.add(new Move(this.id, this.first, null, "blue-2", true, Duration.ofHours(1), false, Map.of(), "ada",
				Instant.parse("2026-01-15T08:00:00Z"), State.RUNNING, Step.LAUNCH, 1, null, false, List.of()));
		this.jdbc.sql("update fleet_move set to_fleet = ?").param(this.second).update();
	}

	@Test
	void bothPagesTellWhatAMoveIsAtInPlaceOfTheInvitation() {
		assertThat(page(this.first)).bodyText()
			.contains("This fleet is being moved to blue-2: blue-2 is being launched.",
					"/fleets/" + this.first + "/move\"", "See the move")
			.doesNotContain(INVITATION, "Move to Docker Autoscaler");
		this.jdbc.sql("update fleet_move set step = 'JOBS'").update();
		assertThat(page(this.first)).bodyText()
			.contains("This fleet is being moved to blue-2: waiting for the running jobs of this fleet.");
		assertThat(page(this.second)).bodyText()
			.contains("This fleet is to take the place of blue: waiting for the running jobs of blue.",
					"/fleets/" + this.first + "/move\"");
	}

	@Test
	void aMoveThatStandsStillWaitsForSomebody() {
		assertThat(this.moves.interrupt(this.moves.find(this.id).orElseThrow(), "Stopped by bob.")).isTrue();
		for (UUID fleet : List.of(this.first, this.second)) {
			assertThat(page(fleet)).bodyText()
				.contains("The move stands still and waits for somebody: Second fleet launched.", "Go on or end it")
				.doesNotContain(INVITATION);
		}
		assertThat(this.moves.end(this.moves.find(this.id).orElseThrow())).isTrue();
		assertThat(page(this.first)).bodyText().contains(INVITATION).doesNotContain("stands still");
		assertThat(page(this.second)).bodyText().doesNotContain("stands still", "take the place");
	}

	private MvcTestResult page(UUID fleet) {
		return this.mvc.get().uri("/fleets/{id}", fleet).exchange();
	}

}
