package dev.runnerfleet.sandbox.story;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

/**
 * Plays out how a group of one puts a new manager beside the old one, and ends the old
 * one once the new one has spoken.
 */
final class RollingUpdate {

	private static final String BEGUN = "Rolling update initiated. Terminating %d obsolete instance(s) in batches of 1, "
			+ "while keeping at least 1 instance(s) in service. Waiting on resource signals with a timeout of PT20M "
			+ "when new instances are added to the autoscaling group.";

	private final Chapter chapter;

	private final Pace pace;

	private final EventRecorder recorder;

	private final ManagerTalk talk;

	private boolean done;

	RollingUpdate(Chapter chapter, Pace pace, EventRecorder recorder, ManagerTalk talk) {
		this.chapter = chapter;
		this.pace = pace;
		this.recorder = recorder;
		this.talk = talk;
	}

	/** Whether a group has machines that are started from something else by now. */
	boolean isNeeded(DeployedResource group) {
		return group.isGroup() && group.isOfManager() && !obsolete(group).isEmpty();
	}

	/** Whether it has put a new machine in the place of an old one. */
	boolean isDone() {
		return this.done;
	}

	/** When one that begins at a time has ended, unless it fails. */
	Instant ends(Instant begins) {
		return gone(begins).plusMillis(1);
	}

	/**
	 * Lets a new machine boot beside the old one and take its place.
	 * @param end when something else fails, after which nothing happens any more
	 * @param failure why the new one will not work, {@code null} if it will
	 */
	void play(DeployedResource group, String next, Instant begins, Instant end, @Nullable SandboxFailure failure) {
		List<MadeMachine> obsolete = obsolete(group);
		if (failure != null && !failure.initiated()) {
			return;
		}
		say(group, begins, end, BEGUN.formatted(obsolete.size()));
		say(group, begins.plusMillis(1), end,
				"Temporarily setting autoscaling group MinSize and DesiredCapacity to 2.");
		say(group, begins.plusMillis(2), end,
				"New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a timeout of PT20M.");
		this.talk.boots(group, next, begins.plusMillis(2), end, failure, true);
		Instant signalled = this.pace.after(begins, Pace.SIGNAL);
		if (failure == null) {
			say(group, signalled, end, "Received SUCCESS signal with UniqueId " + next);
			end(group, obsolete, signalled.plusMillis(1), gone(begins), end);
			if (!ends(begins).isAfter(end)) {
				this.done = true;
				this.talk.takesOver(group, next, gone(begins));
				this.talk.signalled(group, next, ends(begins));
			}
		}
	}

	/**
	 * Takes one back: the new machine goes, or gives way to another of the old kind where
	 * the old one is gone.
	 * @return when that is done
	 */
	Instant back(DeployedResource group, Instant begins) {
		List<MadeMachine> obsolete = obsolete(group);
		this.recorder.machinesOf(group)
			.stream()
			.filter((machine) -> machine.leavesAt() != null && !obsolete.contains(machine))
			.forEach((machine) -> this.recorder
				.machine(machine.ending(machine.leavesAt(), this.pace.after(begins, Pace.TERMINATION))));
		if (obsolete.isEmpty()) {
			return begins;
		}
		if (this.recorder.machinesOf(group).size() == obsolete.size()) {
			play(group, ManagerLaunch.id(group, "back " + begins), begins, Instant.MAX, null);
			return ends(begins);
		}
		say(group, begins, Instant.MAX, BEGUN.formatted(obsolete.size()));
		Instant gone = this.pace.after(begins, Pace.TERMINATION);
		end(group, obsolete, begins.plusMillis(1), gone, Instant.MAX);
		return gone.plusMillis(1);
	}

	private void end(DeployedResource group, List<MadeMachine> machines, Instant leaves, Instant gone, Instant end) {
		String ids = machines.stream().map(MadeMachine::id).collect(Collectors.joining(","));
		say(group, leaves, end, "Terminating instance(s) [%s]; replacing with 0 new instance(s).".formatted(ids));
		if (!leaves.isAfter(end)) {
			machines.forEach((machine) -> {
				this.recorder.machine(machine.ending(leaves, gone));
				DeployedResource before = this.chapter.before().find(group.logicalId());
				if (before != null && MadeMachine.launch(before).equals(machine.launch())) {
					new ManagerTalk(this.chapter.before(), this.pace, this.recorder).leaves(before, machine.id(),
							leaves, gone, minutes());
				}
			});
		}
		say(group, gone, end, "Successfully terminated instance(s) [%s] (Progress 100%%).".formatted(ids));
	}

	private void say(DeployedResource group, Instant at, Instant end, String words) {
		if (!at.isAfter(end)) {
			this.recorder.resource(at, group, ResourceStatus.UPDATE_IN_PROGRESS, words);
		}
	}

	private Instant gone(Instant begins) {
		return this.pace.after(this.pace.after(begins, Pace.SIGNAL), Pace.drain(minutes()));
	}

	private int minutes() {
		String minutes = this.chapter.before().values().getOrDefault("ManagerDrainMinutes", "");
		return minutes.matches("\\d{1,4}") ? Integer.parseInt(minutes) : 60;
	}

	private List<MadeMachine> obsolete(DeployedResource group) {
		return this.recorder.machinesOf(group)
			.stream()
			.filter((machine) -> !machine.launch().equals(MadeMachine.launch(group)))
			.toList();
	}

}
