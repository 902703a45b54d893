package dev.runnerfleet.fleet;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.web.Option;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sees before they remove a fleet, with today's facts.
 *
 * @param id the fleet
 * @param name its name, to be typed
 * @param facts what there is and what becomes of it
 * @param retainable resources that an earlier removal has failed for
 * @param runnerKnown whether the portal knows the runner in GitLab
 * @param isProtected whether the stack is protected from being deleted
 * @param pending whether some facts have not come yet and are to be asked for again
 * @param obstacle why it cannot be removed now, {@code null} if it can
 */
record RemovalPage(UUID id, String name, List<Fact> facts, List<Option> retainable, boolean runnerKnown,
		boolean isProtected, boolean pending, @Nullable String obstacle) {

	static RemovalPage refused(Stack stack, boolean runnerKnown, String obstacle) {
		return new RemovalPage(stack.id(), stack.name(), List.of(), List.of(), runnerKnown, false, false, obstacle);
	}

	/**
	 * One thing that there is.
	 *
	 * @param label what it is
	 * @param subject its name, blank where there is none
	 * @param words what there is to say about it today
	 */
	record Fact(String label, String subject, String words) {

	}

}
