package dev.runnerfleet.stack;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/**
 * How AWS shows a stack at one moment: enough to tell whether something was done to it.
 *
 * @param status its status
 * @param updatedAt when its latest update began, {@code null} if AWS tells of none
 * @param driftStatus what the latest comparison with its template found, such as
 * {@code DRIFTED}
 * @param driftAt when that comparison began, {@code null} if there was none
 */
record StackSnapshot(StackStatus status, @Nullable Instant updatedAt, @Nullable String driftStatus,
		@Nullable Instant driftAt) {

	/** Of a stack that AWS does not know. */
	static final StackSnapshot NOTHING = new StackSnapshot(new StackStatus("DELETE_COMPLETE"), null, null, null);

	static StackSnapshot of(StackSummary summary) {
		var drift = summary.driftInformation();
		return new StackSnapshot(new StackStatus(summary.stackStatusAsString()), summary.lastUpdatedTime(),
				(drift != null) ? drift.stackDriftStatusAsString() : null,
				(drift != null) ? drift.lastCheckTimestamp() : null);
	}

	static StackSnapshot of(software.amazon.awssdk.services.cloudformation.model.Stack stack) {
		var drift = stack.driftInformation();
		return new StackSnapshot(new StackStatus(stack.stackStatusAsString()), stack.lastUpdatedTime(),
				(drift != null) ? drift.stackDriftStatusAsString() : null,
				(drift != null) ? drift.lastCheckTimestamp() : null);
	}

	/** Whether the stack was changed since an earlier snapshot of the same status. */
	boolean updatedSince(@Nullable StackSnapshot earlier) {
		return earlier != null && isAfter(this.updatedAt, earlier.updatedAt);
	}

	/** Whether the stack was compared with its template since an earlier snapshot. */
	boolean comparedSince(@Nullable StackSnapshot earlier) {
		return earlier == null || isAfter(this.driftAt, earlier.driftAt);
	}

	/** The later of both in each respect: AWS's calls may tell of different things. */
	StackSnapshot after(@Nullable StackSnapshot earlier) {
		if (earlier == null) {
			return this;
		}
		boolean compared = isAfter(this.driftAt, earlier.driftAt);
		return new StackSnapshot(this.status,
				isAfter(this.updatedAt, earlier.updatedAt) ? this.updatedAt : earlier.updatedAt,
				compared ? this.driftStatus : earlier.driftStatus, compared ? this.driftAt : earlier.driftAt);
	}

	private static boolean isAfter(@Nullable Instant later, @Nullable Instant earlier) {
		return later != null && (earlier == null || later.isAfter(earlier));
	}

}
