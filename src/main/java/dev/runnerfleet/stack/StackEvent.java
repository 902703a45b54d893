package dev.runnerfleet.stack;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a stack or to one of its resources.
 *
 * @param seq the place in the stack's history, from 1 and without gaps; 0 before it is
 * stored
 * @param eventId AWS's id of the event
 * @param at when it happened, by AWS's clock
 * @param logicalId the resource's name in the template, or the stack's name
 * @param physicalId the resource's id in AWS, if it has one yet
 * @param type the resource's type, such as {@code AWS::S3::Bucket}
 * @param status the status it reached, such as {@code CREATE_COMPLETE}
 * @param reason AWS's own words, if it gave any
 */
public record StackEvent(long seq, String eventId, Instant at, String logicalId, @Nullable String physicalId,
		String type, String status, @Nullable String reason) {

	/** The type under which a stack tells of itself. */
	public static final String STACK_TYPE = "AWS::CloudFormation::Stack";

	boolean aboutStack(@Nullable String arn) {
		return this.type.equals(STACK_TYPE) && (arn == null || arn.equals(this.physicalId));
	}

	boolean inProgress() {
		return this.status.endsWith("_IN_PROGRESS");
	}

	StackEvent numbered(long seq) {
		return new StackEvent(seq, this.eventId, this.at, this.logicalId, this.physicalId, this.type, this.status,
				this.reason);
	}

}
