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

	/**
	 * The resource after an event; one that AWS lists late turns nothing back.
	 * @param since when the stack's current work began
	 */
	StackResource after(StackEvent event, Instant since) {
		if (event.at().isBefore(changedAt()) || isLate(event, since) || isOfPredecessor(event)) {
			return this;
		}
		boolean begins = this.finishedAt != null && event.inProgress();
		String physicalId = (event.physicalId() == null || event.physicalId().isEmpty()) ? this.physicalId
				: event.physicalId();
		return new StackResource(this.logicalId, physicalId, this.type, event.status(), event.reason(),
				begins ? event.at() : this.startedAt, event.inProgress() ? null : event.at());
	}

	/** The resource as AWS lists it, where that is not older than what is known. */
	StackResource asListed(StackResource listed) {
		boolean late = listed.changedAt().isBefore(changedAt()) || this.status.equals(listed.status)
				|| this.finishedAt != null && listed.finishedAt == null;
		return late ? this
				: new StackResource(this.logicalId, (listed.physicalId != null) ? listed.physicalId : this.physicalId,
						this.type, listed.status, listed.reason, this.startedAt, listed.finishedAt);
	}

	private Instant changedAt() {
		return (this.finishedAt != null) ? this.finishedAt : this.startedAt;
	}

	/** What was completed in the current work does not begin in it. */
	private boolean isLate(StackEvent event, Instant since) {
		return this.finishedAt != null && !this.finishedAt.isBefore(since) && event.inProgress()
				&& this.status.equals(event.status().replace("_IN_PROGRESS", "_COMPLETE"));
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
