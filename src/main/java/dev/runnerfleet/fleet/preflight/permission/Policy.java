package dev.runnerfleet.fleet.preflight.permission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * One of the policies that the documentation hands out. What a launch needs is asked of
 * AWS statement by statement, so that both say the same.
 *
 * @param name its file in the documentation
 * @param statements what it allows
 */
record Policy(String name, List<Statement> statements) {

	static final Policy PORTAL = read("iam-policy.json");

	static final Policy CLOUDFORMATION = read("iam-policy-cloudformation.json");

	private static Policy read(String file) {
		try {
			JsonNode document = JsonMapper.shared()
				.readTree(new ClassPathResource("iam/" + file).getContentAsByteArray());
			return new Policy("docs/" + file, document.get("Statement").valueStream().map(Statement::of).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Some of its statements, by their ids. */
	Stream<Statement> statements(String... sids) {
		return this.statements.stream().filter((statement) -> List.of(sids).contains(statement.sid()));
	}

	/**
	 * What a statement allows.
	 *
	 * @param sid its id
	 * @param actions the actions; with wildcards only such as read
	 * @param resources patterns of ARNs, or {@code *}
	 * @param conditions the values that each condition key may have
	 */
	record Statement(String sid, List<String> actions, List<String> resources, Map<String, List<String>> conditions) {

		private static Statement of(JsonNode node) {
			Map<String, List<String>> conditions = new LinkedHashMap<>();
			node.path("Condition")
				.valueStream()
				.flatMap((operator) -> operator.propertyStream())
				.forEach((each) -> conditions.put(each.getKey(), texts(each.getValue())));
			return new Statement(node.get("Sid").asString(), texts(node.get("Action")), texts(node.get("Resource")),
					conditions);
		}

		private static List<String> texts(JsonNode node) {
			return node.isArray() ? node.valueStream().map(JsonNode::asString).toList() : List.of(node.asString());
		}

	}

}
