package dev.runnerfleet.fleet.preflight;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.secret.Secret;

/** Launches for checks to look at, right but for what a test changes. */
public final class Plans {

	private static final String GITLAB = "https://gitlab.com/";

	private Plans() {
	}

	/** A launch with some parameters into the subnets of a healthy network. */
	public static Plan launch(String blueprint, Map<String, String> parameters) {
		return launch(blueprint, List.of(subnet("subnet-a", Subnet.Egress.PRIVATE, false),
				subnet("subnet-b", Subnet.Egress.PRIVATE, false)), parameters);
	}

	/** A launch into one subnet or several, with some parameters. */
	public static Plan launch(String blueprint, List<Subnet> subnets, Map<String, String> parameters) {
		Blueprint chosen = new Blueprints().find(blueprint).orElseThrow();
		Map<String, String> values = new HashMap<>(chosen.defaults());
		values.remove(chosen.secret().name());
		values.putAll(Map.of("VpcId", "vpc-2", "GitlabUrl", GITLAB, "SubnetIds",
				String.join(",", subnets.stream().map(Subnet::id).toList())));
		values.putAll(parameters);
		return new Plan(Place.in("eu-central-1"), "blue", chosen, values, subnets, values.get("GitlabUrl"),
				Secret.of(""), Map.of(), null);
	}

	/** The same as a change of a fleet that has some other values today. */
	public static Plan change(Plan plan, Map<String, String> today) {
		Map<String, String> before = new HashMap<>(plan.values());
		before.putAll(today);
		return new Plan(plan.place(), plan.name(), plan.blueprint(), plan.values(), plan.subnets(), plan.gitlabUrl(),
				plan.runnerToken(), before, UUID.randomUUID());
	}

	/** The same with a runner token. */
	public static Plan with(Plan plan, Secret runnerToken) {
		return new Plan(plan.place(), plan.name(), plan.blueprint(), plan.values(), plan.subnets(), plan.gitlabUrl(),
				runnerToken, plan.today(), plan.fleetId());
	}

	public static Subnet subnet(String id, Subnet.Egress egress, boolean givesAddresses) {
		return new Subnet(id, "vpc-2", "", "eu-central-1a", "10.0.0.0/24", egress, givesAddresses, 251);
	}

}
