package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.life.Life;
import dev.runnerfleet.sandbox.life.Worker;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.Pace;
import org.jspecify.annotations.Nullable;

/**
 * An Auto Scaling group at a certain time. Its manager sets its size until somebody else
 * does; from then on only what is not protected goes.
 *
 * @param name the group's name
 * @param history its stack
 * @param resource its declaration
 * @param thing when it came into being
 * @param lives the lives that its fleet leads, oldest first
 * @param size how large it may be
 * @param members its machines, those on their way out included
 */
record Group(String name, History history, DeployedResource resource, History.MadeResource thing, List<Life> lives,
		Size size, List<Seat> members) {

	/**
	 * Limits and wish.
	 *
	 * @param min the least number of machines
	 * @param max the most
	 * @param desired how many are wanted
	 */
	record Size(int min, int max, int desired) {

		static Size parse(String text) {
			String[] parts = text.split(",");
			return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
		}

		String text() {
			return this.min + "," + this.max + "," + this.desired;
		}

	}

	/**
	 * A machine in a group.
	 *
	 * @param member the machine
	 * @param isProtected whether scaling in leaves it alone
	 */
	record Seat(Worker member, boolean isProtected) {

	}

	static Group of(History.MadeResource thing, DeployedResource resource, History history, ManualChanges manualChanges,
			FleetLives lives, Instant now) {
		String name = thing.physicalId();
		Pace pace = new Pace(history.stack().creation().speed());
		ManualChanges.Change sized = manualChanges.find(name, ManualChanges.Change.Kind.SIZED).orElse(null);
		Instant frozen = manualChanges.find(name, ManualChanges.Change.Kind.FROZEN)
			.map(ManualChanges.Change::at)
			.or(() -> lives.untendedSince(history, now))
			.orElse(now);
		Instant at = frozen.isBefore(now) ? frozen : now;
		int max = number(resource.property("MaxSize"), 10);
		boolean protects = Boolean.parseBoolean(resource.property("NewInstancesProtectedFromScaleIn"));
		List<Life> led = lives.all(history, name, max, history.workerFailure(resource).orElse(null));
		Optional<Life> life = FleetLives.at(led, now);
		List<Worker> members = life.map((each) -> each.workers(at)).orElse(List.of());
		Size size = (sized != null) ? Size.parse(sized.detail())
				: new Size(number(resource.property("MinSize"), 0), max, life.map((each) -> each.wanted(at)).orElse(0));
		return new Group(name, history, resource, thing, led, size,
				new Shrinking(manualChanges, pace, sized, size, protects).seats(members, now));
	}

	/** The machines that are protected and so would not go. */
	long stubborn() {
		return this.members.stream().filter((seat) -> seat.isProtected() && seat.member().endsAt() == null).count();
	}

	private static int number(String text, int otherwise) {
		return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
	}

	/** Works out which machines go when a group is larger than it should be. */
	private record Shrinking(ManualChanges manualChanges, Pace pace, ManualChanges.@Nullable Change sized, Size size,
			boolean protects) {

		List<Seat> seats(List<Worker> members, Instant now) {
			List<Seat> staying = new ArrayList<>();
			List<Seat> leaving = new ArrayList<>();
			Map<Instant, Worker> free = new TreeMap<>(Comparator.naturalOrder());
			for (Worker member : members) {
				ManualChanges.Change ended = this.manualChanges.find(member.id(), ManualChanges.Change.Kind.ENDED)
					.orElse(null);
				ManualChanges.Change manualChange = this.manualChanges
					.find(member.id(), ManualChanges.Change.Kind.PROTECTED)
					.orElse(null);
				boolean isProtected = (manualChange != null) ? Boolean.parseBoolean(manualChange.detail())
						: this.protects && member.isBusy();
				if (member.endsAt() != null) {
					leaving.add(new Seat(member, false));
					continue;
				}
				if (ended != null) {
					leaving.add(new Seat(member.ending(gone(ended.at())), isProtected));
					continue;
				}
				staying.add(new Seat(member, isProtected));
				if (!isProtected && this.sized != null) {
					Instant since = (manualChange != null && manualChange.at().isAfter(this.sized.at()))
							? manualChange.at() : this.sized.at();
					while (free.containsKey(since)) {
						since = since.plusNanos(1);
					}
					free.put(since, member);
				}
			}
			int excess = (this.sized != null) ? staying.size() - this.size.desired() : 0;
			free.forEach((since, member) -> {
				if (staying.size() > this.size.desired() && excess > 0) {
					staying.removeIf((seat) -> seat.member().id().equals(member.id()));
					leaving.add(new Seat(member.ending(gone(since)), false));
				}
			});
			staying.addAll(leaving);
			return staying.stream()
				.filter((seat) -> seat.member().endsAt() == null || seat.member().endsAt().isAfter(now))
				.toList();
		}

		private Instant gone(Instant asked) {
			return this.pace.after(asked, Pace.TERMINATION);
		}

	}

}
