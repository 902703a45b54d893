package dev.runnerfleet.fleet.preflight.permission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import tools.jackson.databind.JsonNode;

/**
 * An account whose identities have policies, which are judged by actions, resources and
 * conditions as AWS does.
 */
final class PolicyAccount implements AwsOfOne {

	static final String ACCOUNT = "111122223333";

	/** What a caller has in its policies, by its ARN; nothing for others. */
	final Map<String, List<JsonNode>> policies = new LinkedHashMap<>();

	/** What is decided otherwise, by action. */
	final Map<String, UnaryOperator<EvaluationResult.Builder>> decisions = new LinkedHashMap<>();

	final List<SimulatePrincipalPolicyRequest> asked = new CopyOnWriteArrayList<>();

	String caller = "arn:aws:sts::" + ACCOUNT + ":assumed-role/portal/i-1";

	@Nullable String serviceRole;

	boolean refuses;

	@Override
	public Optional<String> serviceRole() {
		return Optional.ofNullable(this.serviceRole);
	}

	@Override
	public StsClient sts(Place place) {
		return new Tokens(this.caller);
	}

	@Override
	public IamClient iam(Place place) {
		return new Identities(this);
	}

	private record Tokens(String caller) implements StsClient {

		@Override
		public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
			return GetCallerIdentityResponse.builder().arn(this.caller).account(ACCOUNT).build();
		}

		@Override
		public String serviceName() {
			return "sts";
		}

		@Override
		public void close() {
		}

	}

	private record Identities(PolicyAccount account) implements IamClient {

		@Override
		public GetRoleResponse getRole(GetRoleRequest request) {
			return GetRoleResponse.builder()
				.role((role) -> role.arn("arn:aws:iam::%s:role/ci/%s".formatted(ACCOUNT, request.roleName())))
				.build();
		}

		@Override
		public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(SimulatePrincipalPolicyRequest request) {
			if (this.account.refuses) {
				throw (IamException) IamException.builder()
					.statusCode(403)
					.awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").errorMessage("No.").build())
					.build();
			}
			this.account.asked.add(request);
			return SimulatePrincipalPolicyResponse.builder()
				.evaluationResults(request.actionNames().stream().map((action) -> result(request, action)).toList())
				.build();
		}

		private EvaluationResult result(SimulatePrincipalPolicyRequest request, String action) {
			List<String> resources = request.resourceArns().isEmpty() ? List.of("*") : request.resourceArns();
			boolean allowed = resources.stream().allMatch((resource) -> allowed(request, action, resource));
			return this.account.decisions.getOrDefault(action, (decided) -> decided)
				.apply(EvaluationResult.builder()
					.evalActionName(action)
					.evalDecision(allowed ? "allowed" : "implicitDeny"))
				.build();
		}

		private boolean allowed(SimulatePrincipalPolicyRequest request, String action, String resource) {
			Map<String, List<String>> context = request.contextEntries()
				.stream()
				.collect(Collectors.toMap(ContextEntry::contextKeyName, ContextEntry::contextKeyValues));
			return this.account.policies.getOrDefault(request.policySourceArn(), List.of())
				.stream()
				.flatMap((policy) -> policy.get("Statement").valueStream())
				.anyMatch((statement) -> texts(statement.get("Action")).anyMatch((each) -> matches(each, action))
						&& texts(statement.get("Resource")).anyMatch((each) -> matches(each, resource))
						&& holds(statement.path("Condition"), context));
		}

		private static boolean holds(JsonNode condition, Map<String, List<String>> context) {
			List<Map.Entry<String, JsonNode>> keys = new ArrayList<>();
			condition.valueStream().forEach((operator) -> operator.propertyStream().forEach(keys::add));
			return keys.stream()
				.allMatch((each) -> context.getOrDefault(each.getKey(), List.of())
					.stream()
					.anyMatch((value) -> texts(each.getValue()).anyMatch((pattern) -> matches(pattern, value))));
		}

		private static Stream<String> texts(JsonNode node) {
			return node.isArray() ? node.valueStream().map(JsonNode::asString) : Stream.of(node.asString());
		}

		private static boolean matches(String pattern, String text) {
			return Pattern.matches(Stream.of(pattern.split("(?<=[*?])|(?=[*?])"))
				.map((part) -> part.equals("*") ? ".*" : part.equals("?") ? "." : Pattern.quote(part))
				.collect(Collectors.joining()), text);
		}

		@Override
		public String serviceName() {
			return "iam";
		}

		@Override
		public void close() {
		}

	}

}
