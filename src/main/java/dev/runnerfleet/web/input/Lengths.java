package dev.runnerfleet.web.input;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * How long a value may be, by the name of its field: the one list that forms, the API,
 * its description and the pages go by. What it does not name has a limit all the same.
 */
public final class Lengths {

	/** For fields that nobody has thought of. */
	private static final int OTHERS = 1000;

	/** What CloudFormation takes as a parameter; its template may say less. */
	private static final int PARAMETER = 4096;

	private static final Pattern PARAMETERS = Pattern.compile("parameters[.\\[].*", Pattern.DOTALL);

	private static final Map<String, Integer> BY_NAME = Map.ofEntries(
			// Fleets
			Map.entry("name", 128), Map.entry("confirm", 128), Map.entry("region", 32), Map.entry("blueprint", 64),
			Map.entry("gitlabUrl", 255), Map.entry("keyPair", 255), Map.entry("vpcId", 64), Map.entry("subnetIds", 64),
			Map.entry("stack", 300), Map.entry("retain", 255), Map.entry("skip", 255), Map.entry("key", 100),
			Map.entry("Idempotency-Key", 100), Map.entry("stackTags", 20_000),
			// Runners
			Map.entry("target", 500), Map.entry("description", 1024), Map.entry("tags", 4000),
			Map.entry("maximumTimeout", 20), Map.entry("runnerToken", 2000), Map.entry("token", 2000),
			Map.entry("registrationToken", 2000), Map.entry("accessToken", 2000),
			// Users
			Map.entry("username", 100), Map.entry("user", 100), Map.entry("password", 500), Map.entry("current", 500),
			Map.entry("again", 500),
			// Searches and filters
			Map.entry("q", 128), Map.entry("status", 64), Map.entry("sort", 32), Map.entry("subject", 300),
			Map.entry("action", 64), Map.entry("outcome", 32), Map.entry("from", 32), Map.entry("to", 32));

	private Lengths() {
	}

	/**
	 * The most characters that a value of a field may have.
	 * @param field its name or its path, such as {@code source.target},
	 * {@code subnetIds[0]} or {@code parameters[VpcId]}
	 */
	public static int of(String field) {
		if (PARAMETERS.matcher(field).matches()) {
			return PARAMETER;
		}
		int bracket = field.indexOf('[');
		String plain = (bracket >= 0) ? field.substring(0, bracket) : field;
		return BY_NAME.getOrDefault(plain.substring(plain.lastIndexOf('.') + 1), OTHERS);
	}

}
