package dev.runnerfleet.sandbox.story;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A machine that works for a stack: a resource of its own, or one that a group has
 * started, or has tried to, and answers for.
 *
 * @param logicalId the name of the resource that stands for it: itself, or its group
 * @param group its group's name, blank if it has none
 * @param launch what its group started it from, blank if it has none
 * @param id the instance's id
 * @param launchedAt when it started
 * @param leavesAt from when on it only finishes what it has begun, {@code null} while it
 * is not told to go
 * @param goneAt when it is gone, {@code null} while nobody ends it
 * @param heals whether its group started it in the place of one that was lost
 * @param refusal why there is none after all, {@code null} if there is
 */
public record MadeMachine(String logicalId, String group, String launch, String id, Instant launchedAt,
		@Nullable Instant leavesAt, @Nullable Instant goneAt, boolean heals, @Nullable String refusal) {

	/** A machine that is a resource of its own. */
	static MadeMachine of(History.MadeResource thing, @Nullable Instant leavesAt) {
		return new MadeMachine(thing.logicalId(), "", "", thing.physicalId(), thing.createdAt(), leavesAt,
				thing.goneAt(), false, null);
	}

	/** A machine that a group starts, or fails to for a reason. */
	static MadeMachine of(DeployedResource group, String id, Instant launchedAt, @Nullable String refusal) {
		return new MadeMachine(group.logicalId(), group.physicalId(), launch(group), id, launchedAt, null, null, false,
				refusal);
	}

	/** The one that a group starts in its place. */
	MadeMachine heir(String id, Instant launchedAt) {
		return new MadeMachine(this.logicalId, this.group, this.launch, id, launchedAt, this.leavesAt, this.goneAt,
				true, null);
	}

	/** The same, told to go at a time and gone by another. */
	MadeMachine ending(@Nullable Instant leavesAt, Instant goneAt) {
		return new MadeMachine(this.logicalId, this.group, this.launch, this.id, this.launchedAt, leavesAt, goneAt,
				this.heals, this.refusal);
	}

	/** The same as far as it is known at a time. */
	MadeMachine at(Instant now) {
		return new MadeMachine(this.logicalId, this.group, this.launch, this.id, this.launchedAt,
				by(this.leavesAt, now), by(this.goneAt, now), this.heals, this.refusal);
	}

	/** Whether a group answers for it. */
	public boolean isOfGroup() {
		return !this.group.isEmpty();
	}

	/** The version of the launch template that it was started from, blank if of none. */
	public String version() {
		return this.launch.replaceFirst(".*\\bVersion=(\\d+).*", "$1").replaceFirst("\\D.*", "");
	}

	/** What a group starts its machines from: another one makes those obsolete. */
	static String launch(DeployedResource group) {
		return group.properties().get("LaunchTemplate") + " " + group.properties().get("VPCZoneIdentifier");
	}

	private static @Nullable Instant by(@Nullable Instant at, Instant now) {
		return (at == null || at.isAfter(now)) ? null : at;
	}

}
