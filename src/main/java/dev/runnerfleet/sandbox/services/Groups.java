package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.life.Worker;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.MadeMachine;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Activity;

/** The Auto Scaling groups of one region. */
class Groups {

	private final StackRegistry stacks;

	private final ManualChanges manualChanges;

	private final FleetLives lives;

	Groups(StackRegistry stacks, ManualChanges manualChanges, FleetLives lives) {
		this.stacks = stacks;
		this.manualChanges = manualChanges;
		this.lives = lives;
	}

	/** Every group that exists, those of managers included. */
	List<Group> all() {
		List<Group> groups = new ArrayList<>();
		for (History history : this.stacks.all()) {
			groups.addAll(of(history));
			existing(history, DeployedResource::isOfManager).forEach((thing, resource) -> groups
				.add(ManagerGroup.of(thing, resource, history, this.manualChanges, this.lives, this.stacks.now())));
		}
		return groups;
	}

	/**
	 * What groups did and could not do, the newest of each first.
	 * @param name the only one that is asked for, {@code null} if all are
	 * @param deleted whether those of managers that are gone are asked for, too
	 */
	List<Activity> activities(@Nullable String name, boolean deleted) {
		Instant now = this.stacks.now();
		List<Activity> activities = new ArrayList<>();
		for (History history : this.stacks.all()) {
			of(history).stream()
				.filter((group) -> name == null || name.equals(group.name()))
				.forEach((group) -> activities.addAll(ScalingActivities.of(group, now)));
			if (deleted || !existing(history, DeployedResource::isOfManager).isEmpty()) {
				List<MadeMachine> machines = history.machines()
					.stream()
					.filter((machine) -> name == null || name.equals(machine.group()))
					.toList();
				activities.addAll(ScalingActivities.ofManagers(machines, ManagerGroup.lost(history, this.lives, now),
						ManagerGroup.type(history)));
			}
		}
		return activities;
	}

	/** The groups of one stack's workers that exist. */
	List<Group> of(History history) {
		return of(history, this.stacks.now());
	}

	/** The groups of one stack's workers at a time at which it was what it is now. */
	List<Group> of(History history, Instant at) {
		List<Group> groups = new ArrayList<>();
		existing(history, (resource) -> !resource.isOfManager()).forEach((thing, resource) -> groups
			.add(Group.of(thing, resource, history, this.manualChanges, this.lives, at)));
		return groups;
	}

	private static Map<History.MadeResource, DeployedResource> existing(History history,
			Predicate<DeployedResource> kind) {
		Map<History.MadeResource, DeployedResource> groups = new LinkedHashMap<>();
		for (History.MadeResource thing : history.things("AWS::AutoScaling::AutoScalingGroup")) {
			DeployedResource resource = history.deployment().find(thing.logicalId());
			if (thing.goneAt() == null && resource != null && kind.test(resource)) {
				groups.put(thing, resource);
			}
		}
		return groups;
	}

	/**
	 * Sets a group's size, from when on its manager has no say any more; a group that had
	 * no room and gets some is its manager's again.
	 */
	void resize(Group group, Group.Size size) {
		this.stacks.exclusively(() -> {
			if (group.size().max() == 0 && size.max() > 0) {
				String closed = this.manualChanges.find(group.name(), ManualChanges.Change.Kind.FROZEN)
					.map((change) -> change.at().toString())
					.orElse("");
				this.manualChanges.forget(group.name(), ManualChanges.Change.Kind.FROZEN);
				this.manualChanges.forget(group.name(), ManualChanges.Change.Kind.SIZED);
				this.manualChanges.put(group.name(), ManualChanges.Change.Kind.REVIVED, this.stacks.now(), closed);
				return true;
			}
			freeze(group);
			group.members()
				.stream()
				.map(Group.Seat::member)
				.filter((member) -> member.endsAt() != null)
				.forEach(this::end);
			this.manualChanges.put(group.name(), ManualChanges.Change.Kind.SIZED, this.stacks.now(), size.text());
			return true;
		});
	}

	void protect(Group group, List<String> instanceIds, boolean isProtected) {
		this.stacks.exclusively(() -> {
			freeze(group);
			instanceIds.forEach((id) -> this.manualChanges.put(id, ManualChanges.Change.Kind.PROTECTED,
					this.stacks.now(), String.valueOf(isProtected)));
			return true;
		});
	}

	private void end(Worker member) {
		this.stacks.exclusively(() -> {
			this.manualChanges.putFirst(member.id(), ManualChanges.Change.Kind.ENDED, this.stacks.now());
			return true;
		});
	}

	private void freeze(Group group) {
		this.manualChanges.putFirst(group.name(), ManualChanges.Change.Kind.FROZEN, this.stacks.now());
	}

}
