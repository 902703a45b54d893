package dev.runnerfleet.aws.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.aws.AwsFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.OrganizationsDecisionDetail;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** Has AWS simulate what one identity may do. */
record Simulation(IamClient iam, String identity) {

	private static final String ALLOWED = "allowed";

	private static final String FORBIDDEN = "explicitDeny";

	List<Permissions.Denied> ask(Permissions.Question question) {
		List<EvaluationResult> results = new ArrayList<>();
		SimulatePrincipalPolicyResponse page;
		String marker = null;
		do {
			page = page(question, marker);
			results.addAll(page.evaluationResults());
			marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
		}
		while (marker != null);
		return results.stream().filter(Simulation::isDenied).map(Simulation::denied).distinct().toList();
	}

	private SimulatePrincipalPolicyResponse page(Permissions.Question question, @Nullable String marker) {
		return AwsFailure.guard("iam:SimulatePrincipalPolicy",
				() -> this.iam.simulatePrincipalPolicy((request) -> request.policySourceArn(this.identity)
					.actionNames(question.actions())
					.resourceArns(question.resources())
					.contextEntries(question.context().entrySet().stream().map(Simulation::entry).toList())
					.marker(marker)));
	}

	private static ContextEntry entry(Map.Entry<String, List<String>> context) {
		return ContextEntry.builder()
			.contextKeyName(context.getKey())
			.contextKeyType(type(context.getKey()))
			.contextKeyValues(context.getValue())
			.build();
	}

	/** As AWS defines its own keys; all others have one text. */
	private static ContextKeyTypeEnum type(String key) {
		return switch (key) {
			case "aws:CalledVia", "aws:TagKeys" -> ContextKeyTypeEnum.STRING_LIST;
			case "aws:SecureTransport", "aws:ViaAWSService" -> ContextKeyTypeEnum.BOOLEAN;
			default -> ContextKeyTypeEnum.STRING;
		};
	}

	private static boolean isDenied(EvaluationResult result) {
		return !ALLOWED.equals(result.evalDecisionAsString())
				|| result.resourceSpecificResults().stream().anyMatch(Simulation::isDenied);
	}

	private static boolean isDenied(ResourceSpecificResult result) {
		return !ALLOWED.equals(result.evalResourceDecisionAsString());
	}

	private static Permissions.Denied denied(EvaluationResult result) {
		List<ResourceSpecificResult> specific = result.resourceSpecificResults()
			.stream()
			.filter(Simulation::isDenied)
			.toList();
		boolean explicit = FORBIDDEN.equals(result.evalDecisionAsString())
				|| specific.stream().anyMatch((each) -> FORBIDDEN.equals(each.evalResourceDecisionAsString()));
		List<String> unknown = Stream
			.concat(result.missingContextValues().stream(),
					specific.stream().flatMap((each) -> each.missingContextValues().stream()))
			.distinct()
			.toList();
		return new Permissions.Denied(result.evalActionName(), by(result, specific), explicit, unknown);
	}

	private static Permissions.By by(EvaluationResult result, List<ResourceSpecificResult> specific) {
		OrganizationsDecisionDetail organization = result.organizationsDecisionDetail();
		if (organization != null && Boolean.FALSE.equals(organization.allowedByOrganizations())) {
			return Permissions.By.ORGANIZATION;
		}
		boolean bounded = Stream
			.concat(Stream.ofNullable(result.permissionsBoundaryDecisionDetail()),
					specific.stream().flatMap((each) -> Stream.ofNullable(each.permissionsBoundaryDecisionDetail())))
			.map(PermissionsBoundaryDecisionDetail::allowedByPermissionsBoundary)
			.anyMatch(Boolean.FALSE::equals);
		return bounded ? Permissions.By.BOUNDARY : Permissions.By.IDENTITY;
	}

}
