package dev.runnerfleet.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The policy that the documentation hands out, held against the calls in the code. */
class IamPolicyTest {

	private static final Pattern GUARDED = Pattern.compile("\\.\\s*guard\\(\\s*\"([a-z0-9-]+:[A-Za-z]+)\"");

	/** What AWS takes for a managed policy, white space not counted. */
	private static final int LIMIT = 6144;

	private final JsonNode policy = JsonMapper.shared().readTree(Path.of("docs", "iam-policy.json").toFile());

	@Test
	void whatThePortalCallsIsAllowed() {
		List<String> called = calledActions();
		assertThat(called).contains("cloudformation:CreateStack", "ec2:DescribeVpcs");
		assertThat(called).allSatisfy((action) -> assertThat(allowedToThePortal()).contains(action));
	}

	@Test
	void nothingIsAllowedWholesale() {
		assertThat(actions(statements())).noneMatch((action) -> action.equals("*") || action.endsWith(":*"));
	}

	@Test
	void itFitsIntoOneManagedPolicy() {
		assertThat(this.policy.toString()).hasSizeLessThanOrEqualTo(LIMIT);
	}

	/** What only CloudFormation may do on the portal's behalf does not count. */
	private List<String> allowedToThePortal() {
		return actions(
				statements().filter((statement) -> !statement.path("Condition").has("ForAnyValue:StringEquals")));
	}

	private Stream<JsonNode> statements() {
		return this.policy.get("Statement").valueStream();
	}

	private static List<String> actions(Stream<JsonNode> statements) {
		return statements.flatMap((statement) -> statement.get("Action").valueStream())
			.map(JsonNode::asString)
			.toList();
	}

	private static List<String> calledActions() {
		try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(IamPolicyTest::read)
				.flatMap((source) -> GUARDED.matcher(source).results())
				.map((MatchResult found) -> found.group(1))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
