package dev.runnerfleet.fleet.preflight.gitlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A change that leads a fleet to another GitLab without a token for it. */
class MovedGitLabCheckTest {

	private static final Map<String, String> BEFORE = Map.of("GitlabUrl", "https://gitlab.example.com/");

	private final List<String> asked = new ArrayList<>();

	private final MovedGitLabCheck answered = new MovedGitLabCheck((url) -> {
		this.asked.add(url);
		return Optional.empty();
	});

	private final Plan plan = Plans.launch("docker-autoscaler", Map.of());

	@Test
	void itsTokenCannotBeCheckedThere() {
		assertThat(this.answered.findings(Plans.change(this.plan, BEFORE))).singleElement().satisfies((finding) -> {
			assertThat(finding.warns()).isTrue();
			assertThat(finding.words()).contains("https://gitlab.com/", "cannot be checked", "is not in force");
		});
		assertThat(this.asked).containsExactly("https://gitlab.com/");
	}

	@Test
	void whereNobodyAnswersItStops() {
		MovedGitLabCheck mute = new MovedGitLabCheck((url) -> Optional.of(Explanation.input("unknown-host",
				"There is no such host", "No name leads there.", "Look for a slip.")));
		assertThat(mute.findings(Plans.change(this.plan, BEFORE))).first()
			.returns(true, Finding::stops)
			.extracting(Finding::words)
			.asString()
			.contains("There is no such host", "Look for a slip.", "go on anyway");
	}

	@Test
	void whatStaysOrBringsATokenIsAskedOtherwise() {
		assertThat(this.answered.findings(this.plan)).isEmpty();
		assertThat(this.answered.findings(Plans.change(this.plan, Map.of()))).isEmpty();
		assertThat(this.answered
			.findings(Plans.with(Plans.change(this.plan, BEFORE), Secret.of("glrt-" + "x".repeat(20))))).isEmpty();
		assertThat(this.asked).isEmpty();
	}

}
