package dev.runnerfleet.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.network.Network;
import tools.jackson.databind.json.JsonMapper;

/** Launches that the sandbox accepts, for tests to spoil. */
public final class Requests {

	public static final String TOKEN = "glrt-" + "x".repeat(20);

	public static final String REGION = "eu-central-1";

	private static final JsonMapper JSON = new JsonMapper();

	private Requests() {
	}

	public static Map<String, Object> launch(Network network, String name) {
		String vpc = vpc(network);
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("name", name);
		body.put("region", REGION);
		body.put("blueprint", "docker-autoscaler");
		body.put("gitlabUrl", "https://gitlab.example.com/");
		body.put("runnerToken", TOKEN);
		body.put("keyPair", "fleet-admin");
		body.put("vpcId", vpc);
		body.put("subnetIds", List.of(subnet(network)));
		body.put("cacheExpiryDays", 7);
		body.put("parameters", Map.of("MaxConcurrentBuilds", "3"));
		return body;
	}

	/** The sandbox's VPC in which launches succeed. */
	public static String vpc(Network network) {
		return network.vpcs(Place.in(REGION))
			.stream()
			.filter((vpc) -> vpc.name().equals("production"))
			.findFirst()
			.orElseThrow()
			.id();
	}

	public static String subnet(Network network) {
		return network.subnets(Place.in(REGION), vpc(network)).get(0).id();
	}

	public static String json(Object body) {
		return JSON.writeValueAsString(body);
	}

}
