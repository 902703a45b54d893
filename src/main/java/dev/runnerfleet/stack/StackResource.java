package dev.runnerfleet.stack;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A resource of a stack as its last event left it.
 *
 * @param logicalId its name in the template
 * @param physicalId its id in AWS, if it has one yet
 * @param type its type, such as {@code AWS::S3::Bucket}
 * @param status its status, such as {@code CREATE_COMPLETE}
 * @param reason AWS's own words, if it gave any
 * @param startedAt when the latest work on it began
 * @param finishedAt when that work ended, {@code null} while it goes on
 */
public record StackResource(String logicalId, @Nullable String physicalId, String type, String status,
		@Nullable String reason, Instant startedAt, @Nullable Instant finishedAt) {

	/** Whether it is there as the template wants it. */
	public boolean done() {
		return this.status.endsWith("_COMPLETE") && !this.status.startsWith("DELETE")
				&& !this.status.startsWith("ROLLBACK");
	}

	StackResource after(StackEvent event) {
		if (this.finishedAt != null && event.at().isBefore(this.finishedAt) || isOfPredecessor(event)) {
			return this;
		}
		boolean begins = this.finishedAt != null && event.inProgress();
		String physicalId = (event.physicalId() == null || event.physicalId().isEmpty()) ? this.physicalId
				: event.physicalId();
		return new StackResource(this.logicalId, physicalId, this.type, event.status(), event.reason(),
				begins ? event.at() : this.startedAt, event.inProgress() ? null : event.at());
	}

	/** After a replacement the old one is deleted under the same name. */
	private boolean isOfPredecessor(StackEvent event) {
		return event.status().startsWith("DELETE_") && event.physicalId() != null && !event.physicalId().isEmpty()
				&& this.physicalId != null && !this.physicalId.isEmpty() && !event.physicalId().equals(this.physicalId);
	}

	static StackResource first(StackEvent event) {
		return new StackResource(event.logicalId(), event.physicalId(), event.type(), event.status(), event.reason(),
				event.at(), event.inProgress() ? null : event.at());
	}

}
