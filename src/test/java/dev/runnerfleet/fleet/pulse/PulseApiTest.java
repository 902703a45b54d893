package dev.runnerfleet.fleet.pulse;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.pulse.HeardPulses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
@WithMockUser(username = "vera", roles = "VIEWER")
class PulseApiTest {

	private static final OffsetDateTime HEARD = OffsetDateTime.of(2026, 1, 15, 12, 4, 5, 0, ZoneOffset.UTC);

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void empty() {
		this.rows.clear();
	}

	@Test
	void aLivingFleetTellsHowItIs() {
		UUID id = alive();
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/pulse", id)).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo(
					"""
							{"health": {"kind": "WORKING", "since": "2026-01-15T12:04:05Z", "words": "Working: 1 job", "advice": ""},
							 "heardAt": "2026-01-15T12:04:05Z", "manager": "i-0123456789abcdef0", "newer": false,
							 "gitlab": {"status": 204}, "jobs": {"running": 1, "limit": 2}, "types": {"m6i.large": 1},
							 "group": {"desired": 1, "max": 4, "inService": 1}}""");
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).bodyJson()
			.extractingPath("$.health.words")
			.isEqualTo("Working: 1 job");
	}

	@Test
	void itsHistoryIsTold() {
		UUID id = alive();
		OffsetDateTime lately = OffsetDateTime.now(ZoneOffset.UTC).minusHours(1).withNano(0);
		this.jdbc.sql("""
				insert into pulse_point (stack_id, at, jobs_running, jobs_limit, jobs_finished, jobs_failed, types)
				values (?, ?, 1, 2, 3, 4, '{"m6i.large":1}')""").params(id, lately).update();
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/history", id)).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("""
					{"fleet": "%s", "points": [{"jobsRunning": 1, "jobsLimit": 2, "jobsFinished": 3, "jobsFailed": 4,
					 "types": {"m6i.large": 1}}]}""".formatted(id));
	}

	@Test
	void whatItsWorkersCostIsToldByMonthAndType() {
		UUID id = alive();
		YearMonth month = YearMonth.now(ZoneOffset.UTC);
		new HeardPulses(this.jdbc).workerTime(id, month, "t3.micro", Duration.ofHours(100));
		new HeardPulses(this.jdbc).workerTime(id, month.minusMonths(1), "x9zz.large", Duration.ofHours(1));
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/cost", id)).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("""
					{"fleet": "%s", "months": [
					 {"month": "%s", "complete": true, "items": [{"type": "t3.micro", "spot": false, "hours": 100.0}]},
					 {"month": "%s", "complete": false, "sum": {"from": 0.0, "to": 0.0},
					  "items": [{"type": "x9zz.large", "spot": false, "hours": 1.0, "amount": null}]}]}""".formatted(id,
					month, month.minusMonths(1)));
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/cost", UUID.randomUUID())).hasStatus(HttpStatus.NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "337", "many" })
	void hoursThatThereAreNotAreRefused(String hours) {
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/history?hours={hours}", alive(), hours))
			.hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void whatIsNotThereOrNotAliveSaysSo() {
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/pulse", UUID.randomUUID())).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/history", UUID.randomUUID()))
			.hasStatus(HttpStatus.NOT_FOUND);
		UUID launching = this.rows.add("green", "CREATE_IN_PROGRESS", 0);
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/pulse", launching)).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.contains("CREATE_IN_PROGRESS");
	}

	private UUID alive() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.jdbc.sql("update stack set live_name = 'eu-central-1/blue' where id = ?").param(id).update();
		this.jdbc.sql("delete from pulse where stack_id = ?").param(id).update();
		this.jdbc.sql("""
				insert into pulse (stack_id, line, heard_at, next_look_at, machine, group_desired, group_max,
					group_in_service, kind, rank, since, words, advice)
				values (:id, :line, :heard, :next, 'UNASKED', 1, 4, 1, 'WORKING', 90, :heard, 'Working: 1 job', '')""")
			.param("id", id)
			.param("line", """
					{"v":1,"at":"2026-01-15T12:04:05Z","manager":"i-0123456789abcdef0","gitlab":{"status":204},\
					"jobs":{"running":1,"limit":2},"types":{"m6i.large":1}}""")
			.param("heard", HEARD)
			.param("next", HEARD.plusYears(100))
			.update();
		return id;
	}

}
