package dev.runnerfleet.fleet.form;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** One value that cannot stay keeps nobody from looking at all the others. */
@SandboxPortal
class PartialFormTest {

	@Autowired
	LaunchReviewer reviewer;

	@Autowired
	OpenChecks checks;

	@Autowired
	Network network;

	static Stream<Blueprint> blueprints() {
		return new Blueprints().all().stream();
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void eachValueMayBeMissing(Blueprint blueprint) {
		LaunchForm form = form(blueprint);
		assertThat(this.checks.all(() -> this.reviewer.look(form, blueprint, null)).wrong()).isEmpty();
		for (TemplateParameter parameter : blueprint.template().parameters()) {
			LaunchForm partial = parameter.noEcho() ? form.holding(Secret.of(""))
					: form.with(parameter.name(), parameter.name().equals("SubnetIds") ? "" : "a\nurl = b");
			FormChecks found = this.checks.all(() -> this.reviewer.look(partial, blueprint, null));
			assertThat(found.wrong()).as(parameter.name())
				.extracting(FormChecks.Wrong::label)
				.containsExactly(parameter.label());
			assertThat(found.size()).as("checks without " + parameter.name()).isGreaterThan(8);
			assertThat(found.findings()).as("findings without " + parameter.name())
				.filteredOn((finding) -> finding.stops() || finding.message().contains("Not checked"))
				.extracting(Finding::message)
				.isEmpty();
		}
	}

	private LaunchForm form(Blueprint blueprint) {
		return new LaunchForm("", "partial", Requests.REGION, blueprint.name(), Secret.of(Requests.TOKEN),
				List.of(Requests.subnet(this.network)),
				Map.of("VpcId", Requests.vpc(this.network), "GitlabUrl", "https://gitlab.example.com/"), null, null,
				null);
	}

}
