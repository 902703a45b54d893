package dev.runnerfleet.fleet.page;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.ReadableTime;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a fleet.
 *
 * @param head what every side begins with
 * @param operations what was asked of it, the latest first
 * @param full whether there may be operations before those that are shown
 * @param events what AWS told, word for word
 */
record Activity(FleetHead head, List<Line> operations, boolean full, Events events) implements FleetPage {

	/** How many operations are shown. */
	static final int OPERATIONS = 50;

	/**
	 * An operation in words.
	 *
	 * @param id the operation
	 * @param kind what was asked
	 * @param state how far it has come
	 * @param tone the colour of that
	 * @param by who asked
	 * @param startedAt when
	 * @param length how long it took, {@code null} while it goes on
	 * @param open whether it is shown with its resources from the start
	 * @param work its resources, {@code null} where they have to be asked for
	 * @param told what its machines told, {@code null} where that is nothing or has to be
	 * asked for
	 * @param found what was found before it and went on all the same
	 */
	record Line(UUID id, String kind, String state, String tone, String by, ReadableTime startedAt,
			@Nullable String length, boolean open, @Nullable Timeline work, @Nullable AutopsyView told,
			List<Finding> found) {

	}

}
