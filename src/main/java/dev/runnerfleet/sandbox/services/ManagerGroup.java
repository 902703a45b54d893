package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.life.Span;
import dev.runnerfleet.sandbox.life.Trouble;
import dev.runnerfleet.sandbox.life.Worker;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.MadeMachine;
import dev.runnerfleet.sandbox.story.ManagerLaunch;
import org.jspecify.annotations.Nullable;

/** The Auto Scaling group that keeps one manager, and two while one takes over. */
final class ManagerGroup {

	private ManagerGroup() {
	}

	static Group of(History.MadeResource thing, DeployedResource resource, History history, ManualChanges manualChanges,
			FleetLives lives, Instant now) {
		List<MadeMachine> managers = history.managers()
			.stream()
			.filter((manager) -> manager.group().equals(thing.physicalId()))
			.toList();
		boolean gone = lost(history, lives, now).isPresent();
		List<Group.Seat> seats = managers.stream()
			.filter((manager) -> !gone && (manager.goneAt() == null || manager.goneAt().isAfter(now)))
			.map((manager) -> new Group.Seat(
					new Worker(manager.id(), history.launch(manager).map(ManagerLaunch::type).orElse(""), false,
							manager.launchedAt(), Worker.State.READY, leaves(manager, manualChanges)),
					false))
			.toList();
		Group.Size size = manualChanges.find(thing.physicalId(), ManualChanges.Change.Kind.SIZED)
			.filter((change) -> change.at().isAfter(thing.createdAt()))
			.map((change) -> Group.Size.parse(change.detail()))
			.orElse(new Group.Size(1, 2, Math.max(1, history.isUpdating() ? seats.size() : 1)));
		return new Group(thing.physicalId(), history, resource, thing, List.of(), size, seats);
	}

	/** Since when it has no manager and finds no other, empty if it has one. */
	static Optional<Instant> lost(History history, FleetLives lives, Instant now) {
		return lives.spans(history)
			.stream()
			.filter((span) -> span.trouble() == Trouble.MANAGER_GONE && span.holds(now))
			.map(Span::from)
			.findFirst();
	}

	/** The instance type of its managers, blank if there is none. */
	static String type(History history) {
		return history.managers()
			.stream()
			.flatMap((manager) -> history.launch(manager).stream())
			.map(ManagerLaunch::type)
			.findFirst()
			.orElse("");
	}

	private static @Nullable Instant leaves(MadeMachine manager, ManualChanges manualChanges) {
		return (manager.leavesAt() != null) ? manager.leavesAt()
				: manualChanges.find(manager.id(), ManualChanges.Change.Kind.ENDED)
					.map(ManualChanges.Change::at)
					.orElse(null);
	}

}
