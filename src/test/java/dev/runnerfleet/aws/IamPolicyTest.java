package dev.runnerfleet.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.stack.template.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The policies that the documentation hands out, held against the calls in the code. What
 * CloudFormation calls is held against its handlers' own lists in
 * {@code .ci/compare-permissions.py}.
 */
class IamPolicyTest {

	private static final Pattern GUARDED = Pattern.compile("\\.\\s*guard\\(\\s*\"([a-z0-9-]+:[A-Za-z]+)\"");

	/** What AWS takes for a managed policy, white space not counted. */
	private static final int LIMIT = 6144;

	private static final String PORTAL = "iam-policy.json";

	private static final String CLOUDFORMATION = "iam-policy-cloudformation.json";

	@Test
	void whatThePortalCallsIsAllowed() {
		List<String> called = calledActions();
		assertThat(called).contains("cloudformation:CreateStack", "ec2:DescribeVpcs");
		assertThat(called).allSatisfy((action) -> assertThat(actions(PORTAL)).contains(action));
	}

	@Test
	void whatOnlyCloudFormationDoesIsNotAllowedToThePortal() {
		assertThat(actions(PORTAL))
			.noneMatch((action) -> action.matches("iam:(Create|Put|Delete|Add).*|.*RunInstances"));
		assertThat(statements(CLOUDFORMATION))
			.allSatisfy((statement) -> assertThat(statement.path("Condition").has("ForAnyValue:StringEquals")
					|| statement.at("/Condition/StringLike").has("kms:ViaService")
					|| statement.get("Action").toString().matches("\\[\"iam:(PassRole|CreateServiceLinkedRole)\"]"))
				.as(statement.toString())
				.isTrue());
	}

	@ParameterizedTest
	@ValueSource(strings = { PORTAL, CLOUDFORMATION })
	void nothingIsAllowedWholesale(String policy) {
		assertThat(actions(policy)).hasSizeGreaterThan(20)
			.noneMatch((action) -> action.equals("*") || action.endsWith(":*"));
	}

	@ParameterizedTest
	@ValueSource(strings = { PORTAL, CLOUDFORMATION })
	void eachFitsIntoOneManagedPolicy(String policy) {
		assertThat(read(policy).toString()).hasSizeBetween(1000, LIMIT);
	}

	@ParameterizedTest
	@ValueSource(strings = { PORTAL, CLOUDFORMATION })
	void nobodyReadsTheTokens(String policy) {
		assertThat(actions(policy)).noneMatch((action) -> action.startsWith("secretsmanager:Get"));
	}

	/**
	 * Nothing calls on behalf of anybody there, so that the conditions on that are gone.
	 */
	@Test
	void theServiceRoleMayDoWhatCloudFormationMayDoForThePortal() {
		Map<String, Set<String>> expected = permissions(read(CLOUDFORMATION).get("Statement").valueStream());
		expected.put("ReadImages", Set.of("ssm:GetParameters"));
		Map<?, ?> role = (Map<?, ?>) Template.parse(text("service-role.yaml")).section("Resources").get("ServiceRole");
		JsonNode properties = JsonMapper.shared().valueToTree(role.get("Properties"));
		assertThat(properties.at("/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals/aws:SourceAccount/Ref")
			.asString()).isEqualTo("AWS::AccountId");
		Map<String, Set<String>> allowed = permissions(
				properties.at("/Policies/0/PolicyDocument/Statement").valueStream());
		Set<String> roles = new TreeSet<>(allowed.remove("KeepRoles"));
		roles.addAll(allowed.get("CreateRoles"));
		allowed.put("CreateRoles", roles);
		assertThat(allowed).isEqualTo(expected);
	}

	/** With a boundary no role comes to be, or keeps its policies, without it. */
	@Test
	void theServiceRoleCannotGetPastItsBoundary() {
		String template = text("service-role.yaml");
		String bounded = template.substring(template.indexOf("- Sid: CreateRoles"),
				template.indexOf("- Sid: KeepRoles"));
		assertThat(bounded).contains("iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary",
				"Condition: !If [HasBoundary, { StringEquals: { iam:PermissionsBoundary: !Ref PermissionsBoundary } }");
		assertThat(template.replace(bounded, "")).doesNotContain("iam:PutRolePolicy", "iam:AttachRolePolicy")
			.contains("!If [HasBoundary, !Ref AWS::NoValue, iam:DeleteRolePermissionsBoundary]");
	}

	private static Map<String, Set<String>> permissions(Stream<JsonNode> statements) {
		Map<String, Set<String>> permissions = new TreeMap<>();
		statements.forEach((statement) -> permissions.put(statement.get("Sid").asString(),
				statement.get("Action")
					.valueStream()
					.map((action) -> action.isString() ? action : action.at("/Fn::If/2"))
					.map(JsonNode::asString)
					.collect(Collectors.toCollection(TreeSet::new))));
		return permissions;
	}

	private static JsonNode read(String policy) {
		return JsonMapper.shared().readTree(text(policy));
	}

	private static List<JsonNode> statements(String policy) {
		return read(policy).get("Statement").valueStream().toList();
	}

	private static List<String> actions(String policy) {
		return statements(policy).stream()
			.flatMap((statement) -> statement.get("Action").valueStream())
			.map(JsonNode::asString)
			.toList();
	}

	private static String text(String file) {
		return read(Path.of("docs", file));
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
