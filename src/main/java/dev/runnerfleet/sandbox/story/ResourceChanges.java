package dev.runnerfleet.sandbox.story;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.runnerfleet.sandbox.template.PropertyChange;
import dev.runnerfleet.sandbox.template.Recreation;
import dev.runnerfleet.sandbox.template.References;
import software.amazon.awssdk.services.cloudformation.model.AttributeChangeType;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeAction;
import software.amazon.awssdk.services.cloudformation.model.ChangeSource;
import software.amazon.awssdk.services.cloudformation.model.EvaluationType;
import software.amazon.awssdk.services.cloudformation.model.PolicyAction;
import software.amazon.awssdk.services.cloudformation.model.Replacement;
import software.amazon.awssdk.services.cloudformation.model.RequiresRecreation;
import software.amazon.awssdk.services.cloudformation.model.ResourceAttribute;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.ResourceChangeDetail;
import software.amazon.awssdk.services.cloudformation.model.ResourceTargetDefinition;

/** Puts what an update would do to each resource into CloudFormation's words. */
public final class ResourceChanges {

	private final Deployment before;

	private final Deployment after;

	private final boolean values;

	/**
	 * Compares two deployments of a stack.
	 * @param values whether to tell what differs, too, and not only where
	 */
	public ResourceChanges(Deployment before, Deployment after, boolean values) {
		this.before = before;
		this.after = after;
		this.values = values;
	}

	public Change change(Modification modification) {
		DeployedResource resource = modification.resource();
		ResourceChange.Builder change = ResourceChange.builder()
			.logicalResourceId(resource.logicalId())
			.resourceType(resource.type())
			.scopeWithStrings(List.of());
		switch (modification.kind()) {
			case ADD -> change.action(ChangeAction.ADD);
			case REMOVE -> change.action(ChangeAction.REMOVE)
				.physicalResourceId(resource.physicalId())
				.policyAction(SandboxRemoval.isRetained(resource) ? PolicyAction.RETAIN : PolicyAction.DELETE);
			case CHANGE, REPLACE -> modify(change, modification);
		}
		return Change.builder().type("Resource").resourceChange(change.build()).build();
	}

	private void modify(ResourceChange.Builder change, Modification modification) {
		DeployedResource old = Objects.requireNonNull(modification.before());
		List<ResourceChangeDetail> details = details(modification, old);
		Replacement replacement = replacement(details);
		Set<ResourceAttribute> scope = new LinkedHashSet<>();
		details.forEach((detail) -> scope.add(detail.target().attribute()));
		change.action(ChangeAction.MODIFY)
			.physicalResourceId(old.physicalId())
			.replacement(replacement)
			.scope(scope)
			.details(details);
		if (replacement == Replacement.TRUE) {
			change.policyAction(old.attribute("UpdateReplacePolicy").equals("Retain") ? PolicyAction.REPLACE_AND_RETAIN
					: PolicyAction.REPLACE_AND_DELETE);
		}
	}

	private static Replacement replacement(List<ResourceChangeDetail> details) {
		boolean conditional = false;
		for (ResourceChangeDetail detail : details) {
			RequiresRecreation recreation = detail.target().requiresRecreation();
			if (recreation == RequiresRecreation.ALWAYS && detail.evaluation() == EvaluationType.STATIC) {
				return Replacement.TRUE;
			}
			conditional |= recreation != null && recreation != RequiresRecreation.NEVER;
		}
		return conditional ? Replacement.CONDITIONAL : Replacement.FALSE;
	}

	private List<ResourceChangeDetail> details(Modification modification, DeployedResource old) {
		DeployedResource next = modification.resource();
		// What would change even if every other resource stayed what it is.
		List<PropertyChange> certain = new ArrayList<>(PropertyChange.between("/Properties", old.properties(),
				this.after.resolvedAmid(this.before, next.declaration().properties())));
		certain.addAll(PropertyChange.between("/Metadata", old.metadata(),
				this.after.resolvedAmid(this.before, next.declaration().attributes().get("Metadata"))));
		Set<String> paths = new LinkedHashSet<>();
		certain.forEach((change) -> paths.add(change.path()));
		return modification.changes().stream().map((change) -> {
			boolean dynamic = isResolved(change) && !paths.contains(change.path());
			return detail(change, next, dynamic);
		}).toList();
	}

	private ResourceChangeDetail detail(PropertyChange change, DeployedResource next, boolean dynamic) {
		String attribute = change.path().split("/")[1];
		boolean property = attribute.equals("Properties");
		ResourceTargetDefinition.Builder target = ResourceTargetDefinition.builder().attribute(attribute);
		if (property) {
			target.name(change.name()).requiresRecreation(Recreation.of(next.type(), change.name()));
		}
		if (this.values) {
			target.path(change.path())
				.beforeValue(change.beforeText())
				.afterValue(dynamic ? "{{changeSet:KNOWN_AFTER_APPLY}}" : change.afterText())
				.attributeChangeType((change.before() == null) ? AttributeChangeType.ADD
						: (change.after() == null) ? AttributeChangeType.REMOVE : AttributeChangeType.MODIFY);
		}
		Map<String, Object> declared = next.declaration().attributes();
		Object part = property ? next.declaration().properties().get(change.name()) : declared.get(attribute);
		ResourceChangeDetail.Builder detail = ResourceChangeDetail.builder()
			.target(target.build())
			.evaluation(dynamic ? EvaluationType.DYNAMIC : EvaluationType.STATIC);
		Set<String> references = References.of(part, this.after.template());
		references.stream()
			.filter((name) -> dynamic ? isChangedResource(name) : isChangedParameter(name))
			.findFirst()
			.ifPresentOrElse(
					(name) -> detail.causingEntity(name)
						.changeSource(!dynamic ? ChangeSource.PARAMETER_REFERENCE
								: name.contains(".") ? ChangeSource.RESOURCE_ATTRIBUTE
										: ChangeSource.RESOURCE_REFERENCE),
					() -> detail.changeSource(ChangeSource.DIRECT_MODIFICATION));
		return detail.build();
	}

	private boolean isChangedParameter(String name) {
		return !Objects.equals(this.before.values().get(name), this.after.values().get(name));
	}

	private boolean isChangedResource(String name) {
		String logicalId = name.split("\\.", 2)[0];
		DeployedResource old = this.before.find(logicalId);
		DeployedResource next = this.after.find(logicalId);
		return next != null
				&& (old == null || !old.physicalId().equals(next.physicalId()) || old.version() != next.version());
	}

	private static boolean isResolved(PropertyChange change) {
		return change.path().startsWith("/Properties") || change.path().startsWith("/Metadata");
	}

}
