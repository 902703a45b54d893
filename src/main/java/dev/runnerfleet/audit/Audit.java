package dev.runnerfleet.audit;

/**
 * Takes down who did what. An entry is part of the transaction under way, so that it is
 * there exactly if what it tells of is; without one it is there at once.
 */
public interface Audit {

	/**
	 * Takes down what whoever sent the current request does.
	 * @param action what is done
	 * @param subject whom or what it is done to: a fleet's or a user's name, the address
	 * of a GitLab; blank where there is none
	 * @param outcome what came of it so far
	 * @param detail why or how in a short plain sentence, may be blank; never a secret
	 */
	default void record(Action action, String subject, Outcome outcome, String detail) {
		record(Actor.current(), action, subject, outcome, detail);
	}

	/**
	 * Takes down what somebody else does, or did when they asked for it.
	 * @param actor who it is
	 * @param action what is done
	 * @param subject whom or what it is done to
	 * @param outcome what came of it so far
	 * @param detail why or how in a short plain sentence, may be blank; never a secret
	 */
	void record(Actor actor, Action action, String subject, Outcome outcome, String detail);

}
