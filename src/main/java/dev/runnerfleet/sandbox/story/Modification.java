package dev.runnerfleet.sandbox.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.template.PropertyChange;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one resource between two deployments of a stack.
 *
 * @param before the resource so far, {@code null} if it is new
 * @param after the resource to come, {@code null} if it goes
 * @param changes what differs in properties, metadata and policies
 */
public record Modification(@Nullable DeployedResource before, @Nullable DeployedResource after,
		List<PropertyChange> changes) {

	private static final List<String> POLICIES = List.of("CreationPolicy", "UpdatePolicy", "DeletionPolicy",
			"UpdateReplacePolicy");

	public enum Kind {

		ADD, CHANGE, REPLACE, REMOVE

	}

	/** Every difference, in the order in which the resources come into being. */
	public static List<Modification> between(Deployment before, Deployment after) {
		Map<String, Modification> modifications = new LinkedHashMap<>();
		for (DeployedResource resource : after.resources()) {
			List<PropertyChange> tags = takesTags(resource.type())
					? PropertyChange.between("/Tags", before.operation().tags(), after.operation().tags()) : List.of();
			modifications.put(resource.logicalId(), of(before.find(resource.logicalId()), resource, tags));
		}
		for (DeployedResource resource : before.resources()) {
			modifications.computeIfAbsent(resource.logicalId(), (id) -> of(resource, null, List.of()));
		}
		return modifications.values().stream().filter(Modification::isAny).toList();
	}

	public Kind kind() {
		if (this.before == null) {
			return Kind.ADD;
		}
		if (this.after == null) {
			return Kind.REMOVE;
		}
		return this.before.physicalId().equals(this.after.physicalId()) ? Kind.CHANGE : Kind.REPLACE;
	}

	/** The resource as it will be, or was if it goes. */
	public DeployedResource resource() {
		return Objects.requireNonNull((this.after != null) ? this.after : this.before);
	}

	String logicalId() {
		return resource().logicalId();
	}

	boolean isOfMetadata() {
		return this.changes.stream().anyMatch((change) -> change.path().startsWith("/Metadata/"));
	}

	/** Whether only the template's words about the resource change. */
	boolean isOfMetadataOnly() {
		return this.changes.stream().noneMatch((change) -> change.path().startsWith("/Properties/"));
	}

	private boolean isAny() {
		return kind() != Kind.CHANGE || !this.changes.isEmpty();
	}

	/** Whether CloudFormation passes a stack's tags on to it. */
	private static boolean takesTags(String type) {
		return !type.matches(".*(Policy|Profile|Association|LaunchTemplate|Ingress|Egress)");
	}

	private static Modification of(@Nullable DeployedResource before, @Nullable DeployedResource after,
			List<PropertyChange> tags) {
		if (before == null || after == null) {
			return new Modification(before, after, List.of());
		}
		List<PropertyChange> changes = new ArrayList<>(
				PropertyChange.between("/Properties", before.properties(), after.properties()));
		changes.addAll(PropertyChange.between("/Metadata", before.metadata(), after.metadata()));
		changes.addAll(tags);
		Stream<List<PropertyChange>> policies = POLICIES.stream()
			.map((policy) -> PropertyChange.between("/" + policy, before.declaration().attributes().get(policy),
					after.declaration().attributes().get(policy)));
		policies.flatMap(Collection::stream).forEach(changes::add);
		return new Modification(before, after, List.copyOf(changes));
	}

}
