package dev.runnerfleet.stack.preview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceChangeDetail;
import software.amazon.awssdk.services.cloudformation.model.ResourceTargetDefinition;

/**
 * A change set as AWS describes it.
 *
 * @param status how far AWS is with it
 * @param executable whether it can be carried out
 * @param reason AWS's words about the status, blank for none
 * @param changes what it would do
 */
record ChangeSet(String status, boolean executable, String reason, List<Preview.ResourceChange> changes) {

	/** Longer values say nothing to people. */
	private static final int LONGEST_VALUE = 300;

	private static final String KNOWN_LATER = "{{changeSet:KNOWN_AFTER_APPLY}}";

	private static final String PROPERTIES = "/Properties/";

	static ChangeSet of(DescribeChangeSetResponse answer, List<Change> changes) {
		String reason = (answer.statusReason() != null) ? answer.statusReason() : "";
		return new ChangeSet(answer.statusAsString(), "AVAILABLE".equals(answer.executionStatusAsString()), reason,
				changes.stream()
					.filter((change) -> change.resourceChange() != null)
					.map((change) -> resource(change.resourceChange()))
					.toList());
	}

	boolean ready() {
		return this.status.equals("CREATE_COMPLETE");
	}

	boolean failed() {
		return this.status.equals("FAILED");
	}

	/** Whether it failed for lack of anything to do. */
	boolean empty() {
		return failed() && saysNothingToDo(this.reason);
	}

	/** AWS says so of a change set that is made, some emulators before they make one. */
	static boolean saysNothingToDo(String message) {
		String words = message.toLowerCase(Locale.ROOT);
		return words.contains("didn't contain changes") || words.contains("no updates are to be performed");
	}

	private static Preview.ResourceChange resource(
			software.amazon.awssdk.services.cloudformation.model.ResourceChange change) {
		Preview.ResourceChange.Action action = switch (String.valueOf(change.actionAsString())) {
			case "Add" -> Preview.ResourceChange.Action.ADD;
			case "Modify" -> Preview.ResourceChange.Action.MODIFY;
			case "Remove" -> Preview.ResourceChange.Action.REMOVE;
			default -> Preview.ResourceChange.Action.OTHER;
		};
		Preview.ResourceChange.Replacement replacement = switch (String.valueOf(change.replacementAsString())) {
			case "True" -> Preview.ResourceChange.Replacement.ALWAYS;
			case "Conditional" -> Preview.ResourceChange.Replacement.MAYBE;
			default -> Preview.ResourceChange.Replacement.NEVER;
		};
		boolean modified = action == Preview.ResourceChange.Action.MODIFY;
		return new Preview.ResourceChange(action, change.logicalResourceId(), change.physicalResourceId(),
				change.resourceType(), replacement,
				modified ? properties(change.resourceType(), change.details()) : List.of());
	}

	/** AWS names a property once for each reason that it changes for. */
	private static List<Preview.ResourceChange.Property> properties(String type, List<ResourceChangeDetail> details) {
		Map<String, Preview.ResourceChange.Property> properties = new LinkedHashMap<>();
		for (ResourceChangeDetail detail : details) {
			if (detail.target() != null) {
				Preview.ResourceChange.Property property = property(type, detail.target());
				properties.merge(property.name(), property, ChangeSet::telling);
			}
		}
		return new ArrayList<>(properties.values());
	}

	private static Preview.ResourceChange.Property telling(Preview.ResourceChange.Property one,
			Preview.ResourceChange.Property other) {
		boolean told = one.before() != null || one.after() != null;
		Preview.ResourceChange.Property telling = told ? one : other;
		boolean stronger = one.replacement().compareTo(other.replacement()) > 0;
		return new Preview.ResourceChange.Property(telling.name(), stronger ? one.replacement() : other.replacement(),
				telling.before(), telling.after());
	}

	private static Preview.ResourceChange.Property property(String type, ResourceTargetDefinition target) {
		Preview.ResourceChange.Replacement replacement = switch (String.valueOf(target.requiresRecreationAsString())) {
			case "Always" -> Preview.ResourceChange.Replacement.ALWAYS;
			case "Conditionally" -> Preview.ResourceChange.Replacement.MAYBE;
			default -> Preview.ResourceChange.Replacement.NEVER;
		};
		boolean own = target.name() == null || target.name().isBlank();
		String name = own ? String.valueOf(target.attributeAsString()) : name(target);
		boolean shown = !own && !type.startsWith("AWS::SecretsManager::");
		return new Preview.ResourceChange.Property(name, replacement, shown ? value(target.beforeValue()) : null,
				shown ? value(target.afterValue()) : null);
	}

	/** The property's path within the resource, where AWS tells it. */
	private static String name(ResourceTargetDefinition target) {
		String path = String.valueOf(target.path());
		return path.startsWith(PROPERTIES) ? path.substring(PROPERTIES.length()).replace('/', '.') : target.name();
	}

	private static @Nullable String value(@Nullable String value) {
		return KNOWN_LATER.equals(value) ? "known only once it is applied" : Columns.cut(value, LONGEST_VALUE);
	}

}
