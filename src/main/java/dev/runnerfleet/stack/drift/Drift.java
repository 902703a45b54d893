package dev.runnerfleet.stack.drift;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One comparison of a stack with its template.
 *
 * @param id the comparison
 * @param stackId the stack
 * @param state how far it has come
 * @param askedBy who asked for it
 * @param askedAt when
 * @param detectionId AWS's id of it, {@code null} until AWS has given one
 * @param finishedAt when it ended, {@code null} while it goes on
 * @param failure why AWS could not compare all or any of it, if so
 */
public record Drift(UUID id, UUID stackId, State state, String askedBy, Instant askedAt, @Nullable String detectionId,
		@Nullable Instant finishedAt, @Nullable String failure) {

	/** How far a comparison has come. */
	public enum State {

		/** Recorded; AWS may or may not know of it. */
		PLANNED,
		/** AWS compares. */
		RUNNING,
		/** AWS has compared everything that it can. */
		DONE,
		/** AWS could not compare all of it. */
		FAILED

	}

	/** Whether nothing more will come of it. */
	public boolean finished() {
		return this.finishedAt != null;
	}

	/**
	 * A resource that is not as the template wants it.
	 *
	 * @param logicalId its name in the template
	 * @param physicalId its id in AWS, if AWS gave one
	 * @param type its type, such as {@code AWS::S3::Bucket}
	 * @param removed whether it is no longer there
	 * @param differences what differs, empty for a removed one
	 */
	public record Resource(String logicalId, @Nullable String physicalId, String type, boolean removed,
			List<Difference> differences) {

		/**
		 * A property that differs.
		 *
		 * @param path where in the resource, such as {@code /Tags/0/Value}
		 * @param expected the template's value, {@code null} if the template has none;
		 * what may be secret is hidden
		 * @param actual the value that was found, {@code null} if there is none; hidden
		 * likewise
		 */
		public record Difference(String path, @Nullable String expected, @Nullable String actual) {

		}

	}

}
