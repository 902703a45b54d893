package dev.runnerfleet.pulse;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.pulse.Vitals.Machine;
import dev.runnerfleet.pulse.Vitals.WorkerGroup;
import org.jspecify.annotations.Nullable;

/**
 * A fleet that is there, with what was known of it before it is looked at.
 *
 * @param id the fleet
 * @param name its stack's name
 * @param place where it is
 * @param changing whether CloudFormation works on it
 * @param reports whether its blueprint has managers that report
 * @param manager the manager's instance id, {@code null} where CloudFormation told of
 * none
 * @param waiting the instance that is to take over from that one, {@code null} for none
 * @param grouped whether it lives in a group that starts another where it is lost
 * @param line the last report of whichever manager it had
 * @param heardAt when that was written
 * @param lookedAt when its log was last read
 * @param watchedUntil until when somebody looks at it
 * @param trouble why its log cannot be read
 * @param machine what EC2 said last
 * @param group its workers, as Auto Scaling showed them
 * @param groupName the worker group's name, {@code null} where there is none
 * @param health what all that came to
 */
record LivingFleet(UUID id, String name, Place place, boolean changing, boolean reports, @Nullable String manager,
		@Nullable String waiting, boolean grouped, @Nullable String line, @Nullable Instant heardAt,
		@Nullable Instant lookedAt, @Nullable Instant watchedUntil, @Nullable String trouble, Machine machine,
		@Nullable WorkerGroup group, @Nullable String groupName, Health health) {

	boolean watched(Instant now) {
		return this.watchedUntil != null && this.watchedUntil.isAfter(now);
	}

	/** What its manager is part of. */
	Vitals.Post post() {
		return (this.waiting != null) ? Vitals.Post.REPLACED : this.grouped ? Vitals.Post.GROUP : Vitals.Post.INSTANCE;
	}

	/** The last report of whichever manager it had. */
	@Nullable Pulse lastPulse() {
		return PulseLine.read(this.line).orElse(null);
	}

	/** Whether the last report is of a manager that there is now. */
	boolean ofThisManager() {
		Pulse last = lastPulse();
		return last != null && (this.manager == null || isOne(last.manager()));
	}

	/** The manager that spoke last: the one that waited does so once it works. */
	@Nullable String speaker() {
		Pulse last = lastPulse();
		return (last != null && isOne(last.manager())) ? last.manager() : this.manager;
	}

	private boolean isOne(String instance) {
		return instance.equals(this.manager) || instance.equals(this.waiting);
	}

}
