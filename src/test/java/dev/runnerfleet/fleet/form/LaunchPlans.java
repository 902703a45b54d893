package dev.runnerfleet.fleet.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.secret.Secret;

/** LaunchPlans of launches for checks to look at, right but for what a test changes. */
final class LaunchPlans {

	private static final Map<String, String> RIGHT = Map.of("VpcId", "vpc-2", "GitlabUrl", "https://gitlab.com/");

	private LaunchPlans() {
	}

	/** A launch into one subnet or several, with some parameters. */
	static LaunchPlan launch(String blueprint, List<Subnet> subnets, Map<String, String> parameters) {
		return of(blueprint,
				new AccountSurvey(subnets, new Reading.Told<>(List.of()), new Reading.Told<>(Map.of()), Map.of()),
				parameters);
	}

	/** A launch with some parameters, wherever. */
	static LaunchPlan launch(String blueprint, Map<String, String> parameters) {
		return launch(blueprint, List.of(), parameters);
	}

	static LaunchPlan of(String blueprint, AccountSurvey account, Map<String, String> parameters) {
		Blueprint chosen = new Blueprints().find(blueprint).orElseThrow();
		Map<String, String> all = new HashMap<>(RIGHT);
		all.putAll(parameters);
		LaunchForm form = new LaunchForm("k", "blue", "eu-central-1", blueprint, Secret.of("glrt-" + "x".repeat(20)),
				account.subnets().stream().map(Subnet::id).toList(), all, null, null, null);
		return new LaunchPlan(form, chosen, form.values(chosen), account, null);
	}

	static Subnet subnet(String id, Subnet.Egress egress, boolean givesAddresses) {
		return new Subnet(id, "vpc-2", "", "eu-central-1a", "10.0.0.0/24", egress, givesAddresses);
	}

}
