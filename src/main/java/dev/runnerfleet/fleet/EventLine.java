package dev.runnerfleet.fleet;

import java.time.Instant;

import dev.runnerfleet.stack.StackEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event of a fleet's stack in words.
 *
 * @param seq its place among all events of the portal
 * @param at when it happened, by AWS's clock
 * @param logicalId the resource's name in the template
 * @param type the resource's type in CloudFormation's words
 * @param status how the resource stood then
 * @param reason AWS's own words, {@code null} where it gave none
 */
public record EventLine(long seq, ReadableTime at, String logicalId, String type, StatusLabel status,
		@Nullable String reason) {

	public static EventLine of(StackEvent event, Instant now) {
		return new EventLine(event.seq(), ReadableTime.of(event.at(), now), event.logicalId(), event.type(),
				StatusLabel.ofResource(event.status()), event.reason());
	}

}
