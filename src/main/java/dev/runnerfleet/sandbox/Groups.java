package dev.runnerfleet.sandbox;

import java.util.ArrayList;
import java.util.List;

/** The Auto Scaling groups of one region. */
class Groups {

	private final StackRegistry stacks;

	private final Touches touches;

	Groups(StackRegistry stacks, Touches touches) {
		this.stacks = stacks;
		this.touches = touches;
	}

	List<Group> all() {
		List<Group> groups = new ArrayList<>();
		this.stacks.all().forEach((history) -> groups.addAll(of(history)));
		return groups;
	}

	/** The groups of one stack that exist. */
	List<Group> of(History history) {
		List<Group> groups = new ArrayList<>();
		for (Thing thing : history.things("AWS::AutoScaling::AutoScalingGroup")) {
			DeployedResource resource = history.deployment().find(thing.logicalId());
			if (thing.goneAt() == null && resource != null) {
				groups.add(Group.of(thing, resource, history, this.touches, this.stacks.now()));
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
				this.touches.forget(group.name(), Touch.Kind.FROZEN);
				this.touches.forget(group.name(), Touch.Kind.SIZED);
				this.touches.put(group.name(), Touch.Kind.REVIVED, this.stacks.now(), "");
				return true;
			}
			freeze(group);
			group.members()
				.stream()
				.map(Group.Seat::member)
				.filter((member) -> member.endsAt() != null)
				.forEach(this::end);
			this.touches.put(group.name(), Touch.Kind.SIZED, this.stacks.now(), size.text());
			return true;
		});
	}

	void protect(Group group, List<String> instanceIds, boolean isProtected) {
		this.stacks.exclusively(() -> {
			freeze(group);
			instanceIds.forEach(
					(id) -> this.touches.put(id, Touch.Kind.PROTECTED, this.stacks.now(), String.valueOf(isProtected)));
			return true;
		});
	}

	/** Ends one machine, protected or not. */
	void end(Population.Member member) {
		this.stacks.exclusively(() -> {
			this.touches.putFirst(member.id(), Touch.Kind.ENDED, this.stacks.now());
			return true;
		});
	}

	private void freeze(Group group) {
		this.touches.putFirst(group.name(), Touch.Kind.FROZEN, this.stacks.now());
	}

}
