package dev.runnerfleet.fleet.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetActions.FleetAction;
import dev.runnerfleet.fleet.FleetState;
import org.jspecify.annotations.Nullable;

/**
 * Puts what can be done with a fleet in order: the next sensible thing in front, the rest
 * in a menu, and what ends something apart from both.
 *
 * @param primary what somebody most likely wants now, {@code null} while there is only to
 * wait
 * @param more the rest
 * @param apart what ends the fleet, or what goes on with it, {@code null} where nothing
 * can be ended or to end it is the next thing
 */
record FleetMenu(@Nullable Item primary, List<Item> more, @Nullable Item apart) {

	/** First what is in front where it can be done at all. */
	private static final List<FleetAction> IN_FRONT = List.of(FleetAction.CONTINUE_ROLLBACK, FleetAction.FINISH,
			FleetAction.RETRY, FleetAction.CHANGE);

	private static final Set<FleetAction> ENDINGS = Set.of(FleetAction.STOP, FleetAction.CANCEL, FleetAction.REMOVE,
			FleetAction.FINISH);

	private static final Item MOVE = new Item("Move to Docker Autoscaler", "move");

	private static final Item LIKE = new Item(FleetAction.LIKE, "like");

	/**
	 * What can be done with a fleet.
	 * @param state how it stands
	 * @param movable whether there is another blueprint that it can be moved to
	 */
	static FleetMenu of(FleetState state, boolean movable) {
		Set<FleetAction> possible = FleetActions.of(state).possible();
		FleetAction first = first(state, possible);
		boolean over = first == null && state.filter() == FleetState.Filter.REMOVED;
		List<Item> more = new ArrayList<>();
		Item apart = null;
		for (FleetAction action : FleetAction.values()) {
			if (!possible.contains(action) || action == first) {
				continue;
			}
			if (ENDINGS.contains(action)) {
				apart = Item.of(action);
			}
			else {
				more.add(Item.of(action));
			}
		}
		if (movable && possible.contains(FleetAction.CHANGE)) {
			more.add(MOVE);
		}
		if (possible.contains(FleetAction.REMOVE) || possible.contains(FleetAction.FINISH)) {
			more.add(new Item("Protection against deletion", "protection"));
		}
		if (!over) {
			more.add(LIKE);
		}
		return new FleetMenu(over ? LIKE : (first != null) ? Item.of(first) : null, List.copyOf(more), apart);
	}

	/** The same for a fleet of the original template, which is never changed. */
	static FleetMenu ofOriginal(FleetState state) {
		FleetMenu menu = of(state, true);
		boolean movable = menu.more.contains(MOVE);
		Set<String> never = Set.of("edit", "retry", LIKE.key, MOVE.key);
		return new FleetMenu(
				movable ? MOVE : (menu.primary == null || never.contains(menu.primary.key)) ? null : menu.primary,
				menu.more.stream().filter((item) -> !never.contains(item.key)).toList(), menu.apart);
	}

	/** Whether its protection can be looked at. */
	public boolean protectable() {
		return this.more.stream().anyMatch((item) -> item.key.equals("protection"));
	}

	private static @Nullable FleetAction first(FleetState state, Set<FleetAction> possible) {
		if (state == FleetState.RUNNER_PAUSED) {
			return FleetAction.BRING_BACK;
		}
		return IN_FRONT.stream().filter(possible::contains).findFirst().orElse(null);
	}

	/**
	 * A way to do something.
	 *
	 * @param label the words on it
	 * @param key which page it leads to, below the fleet's own but for {@code like}
	 */
	record Item(String label, String key) {

		private static Item of(FleetAction action) {
			return new Item(action.label(), switch (action) {
				case CHANGE -> "edit";
				case CANCEL -> "cancel";
				case STOP -> "stop";
				case CONTINUE_ROLLBACK -> "rollback";
				case RETRY -> "retry";
				case BRING_BACK -> "bring-back";
				case INSPECT -> "drift";
				case REMOVE, FINISH -> "remove";
			});
		}

		/** Its address for somebody who reaches the portal below a path. */
		public String href(String base, Object fleet) {
			return this.key.equals(LIKE.key) ? base + "/fleets/new?like=" + fleet
					: base + "/fleets/" + fleet + "/" + this.key;
		}

	}

}
