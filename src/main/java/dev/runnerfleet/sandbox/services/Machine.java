package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An EC2 instance.
 *
 * @param id the instance's id
 * @param type the instance's type
 * @param subnetId where it runs, blank if nobody said
 * @param tags its tags by key
 * @param group its security group, blank if nobody said
 * @param launchedAt when it started
 * @param endsAt when it has been terminated, {@code null} while nobody ends it
 * @param stoppedAt when it has come to rest, {@code null} while nobody stops it
 * @param manager the manager that made it, {@code null} if it made none
 */
record Machine(String id, String type, String subnetId, Map<String, String> tags, String group, Instant launchedAt,
		@Nullable Instant endsAt, @Nullable Instant stoppedAt, @Nullable String manager) {

	String state(Instant now) {
		if (this.endsAt == null) {
			return (this.stoppedAt == null) ? "running" : this.stoppedAt.isAfter(now) ? "stopping" : "stopped";
		}
		return this.endsAt.isAfter(now) ? "shutting-down" : "terminated";
	}

}
