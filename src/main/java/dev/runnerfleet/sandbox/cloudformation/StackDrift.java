package dev.runnerfleet.sandbox.cloudformation;

import java.time.Instant;
import java.util.List;

import dev.runnerfleet.sandbox.story.DeployedResource;
import org.jspecify.annotations.Nullable;

/**
 * What the latest look at a stack's resources found.
 *
 * @param checkedAt when that was, {@code null} if nobody ever looked
 * @param resources every resource that was looked at
 */
public record StackDrift(@Nullable Instant checkedAt, List<ResourceDrift> resources) {

	static final StackDrift UNKNOWN = new StackDrift(null, List.of());

	public String status() {
		if (this.checkedAt == null) {
			return "NOT_CHECKED";
		}
		return (drifted() == 0) ? "IN_SYNC" : "DRIFTED";
	}

	int drifted() {
		return (int) this.resources.stream().filter((resource) -> resource.path() != null).count();
	}

	/** What became of one resource, {@code NOT_CHECKED} if nobody looked. */
	String status(String logicalId) {
		return this.resources.stream()
			.filter((resource) -> resource.resource().logicalId().equals(logicalId))
			.map(ResourceDrift::status)
			.findFirst()
			.orElse("NOT_CHECKED");
	}

	/**
	 * One resource.
	 *
	 * @param resource the resource as the template wants it
	 * @param path what differs, such as {@code /MaxSize}, {@code null} if nothing does
	 * @param expected the value that it should have
	 * @param actual the value that it has
	 */
	public record ResourceDrift(DeployedResource resource, @Nullable String path, String expected, String actual) {

		public String status() {
			return (this.path != null) ? "MODIFIED" : "IN_SYNC";
		}

	}

}
