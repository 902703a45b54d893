package dev.runnerfleet.stack;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Why an operation failed: the first resource that did, not those it dragged along.
 *
 * @param logicalId the resource, {@code null} where AWS named none
 * @param type the resource's type
 * @param reason AWS's own words
 * @param refused whether nothing had begun yet, so that there is nothing to put back
 */
public record OperationFailure(@Nullable String logicalId, @Nullable String type, String reason, boolean refused) {

	private static final Comparator<StackEvent> CHRONOLOGICAL = Comparator.comparing(StackEvent::at)
		.thenComparing(StackEvent::seq);

	/** A failure of something that AWS had begun. */
	public OperationFailure(@Nullable String logicalId, @Nullable String type, String reason) {
		this(logicalId, type, reason, false);
	}

	/** A failure before anything had begun. */
	static OperationFailure refused(String reason) {
		return new OperationFailure(null, null, reason, true);
	}

	/**
	 * Finds the root cause among the events of one operation.
	 * @param events the events, in any order
	 * @return the chronologically first failure of a resource that was not merely
	 * cancelled, empty if there is none
	 */
	static Optional<OperationFailure> rootCause(List<StackEvent> events) {
		return events.stream()
			.filter((event) -> event.status().endsWith("_FAILED"))
			.filter((event) -> !event.type().equals(StackEvent.STACK_TYPE))
			.filter((event) -> !cancelled(event))
			.min(CHRONOLOGICAL)
			.map((event) -> new OperationFailure(event.logicalId(), event.type(),
					(event.reason() != null) ? event.reason() : ""));
	}

	private static boolean cancelled(StackEvent event) {
		String reason = (event.reason() != null) ? event.reason().toLowerCase(Locale.ROOT) : "";
		return reason.matches("resource (creation|update|deletion) cancell?ed.*");
	}

}
