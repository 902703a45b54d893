package dev.runnerfleet.fleet.listing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.stack.Stacks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class FleetLabelsTest {

	@Autowired
	FleetRows rows;

	@Autowired
	FleetLabels labels;

	@Autowired
	Stacks stacks;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void empty() {
		this.rows.clear();
		this.jdbc.sql("delete from audit_entry").update();
	}

	@Test
	void labelsAreAddedAndTakenAwayAndTheTrailTells() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(this.labels.set(id, Set.of("prod", "eu"))).isEmpty();
		assertThat(this.labels.change(id, Set.of("team-a"), Set.of("eu", "never-there"))).isEmpty();
		assertThat(this.labels.of(List.of(id))).isEqualTo(Map.of(id, List.of("prod", "team-a")));
		assertThat(this.labels.known()).containsExactly("prod", "team-a");
		assertThat(this.jdbc.sql("select who || ' ' || subject || ' ' || detail from audit_entry order by id")
			.query(String.class)
			.list()).containsExactly("ada blue eu prod", "ada blue prod team-a");
	}

	@Test
	void labelsThatAreThereAlreadyAreNoNews() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.labels.set(id, Set.of("prod"));
		long revision = this.stacks.find(id).orElseThrow().revision();
		this.labels.set(id, Set.of("prod"));
		assertThat(this.stacks.find(id).orElseThrow().revision()).isEqualTo(revision);
	}

	@Test
	void oneTooManyChangesNothing() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.labels.set(id, IntStream.range(0, FleetLabels.MOST).mapToObj((i) -> "l" + i).collect(Collectors.toSet()));
		assertThat(this.labels.change(id, Set.of("more"), Set.of())).contains("at most 10");
		assertThat(this.labels.of(List.of(id)).get(id)).hasSize(10).doesNotContain("more");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-a", "a b", "a\nb", "<b>", "", "abcdefghijabcdefghijabcdefghij1", "a\u0000", "'",
			"𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜𝒜" })
	void onlyShortWordsAreLabels(String label) {
		assertThat(FleetLabels.objection(Set.of(label))).contains("one short word");
	}

	@Test
	void aTextHoldsLabelsInAnyWayPeopleWriteThem() {
		assertThat(FleetLabels.in(" Prod, team-a\tgröße ,,prod")).containsExactly("größe", "prod", "team-a");
	}

	@Test
	void aFleetThatThereIsNotHasNone() {
		assertThatExceptionOfType(NoSuchFleet.class)
			.isThrownBy(() -> this.labels.set(UUID.randomUUID(), Set.of("prod")));
	}

}
