package dev.runnerfleet.fleet.api;

import java.time.Instant;

import dev.runnerfleet.stack.StackEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event of a fleet's stack as scripts see it. */
@Schema(name = "Event")
record EventBody(@Schema(description = "Its place in the stack's history, from 1 and without gaps") long seq,
		@Schema(description = "AWS's id of the event") String eventId,
		@Schema(description = "When it happened, by AWS's clock") Instant at,
		@Schema(description = "The resource's name in the template, or the stack's name") String logicalId,
		@Schema(description = "The resource's id in AWS, if it has one yet") @Nullable String physicalId,
		@Schema(example = "AWS::S3::Bucket") String type, @Schema(example = "CREATE_COMPLETE") String status,
		@Schema(description = "AWS's own words, if it gave any") @Nullable String reason) {

	static EventBody of(StackEvent event) {
		return new EventBody(event.seq(), event.eventId(), event.at(), event.logicalId(), event.physicalId(),
				event.type(), event.status(), event.reason());
	}

}
