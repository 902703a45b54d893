package dev.runnerfleet.audit;

import java.util.ArrayList;
import java.util.List;

/** A trail in memory, a line an entry. */
public final class FakeAudit implements Audit {

	private final List<String> lines = new ArrayList<>();

	@Override
	public void record(Actor actor, Action action, String subject, Outcome outcome, String detail) {
		this.lines.add("%s %s %s %s %s".formatted(actor.name(), action, subject, outcome, detail).strip());
	}

	/** Such as {@code portal USER_CREATED mara DONE Role: Viewer}. */
	public List<String> lines() {
		return this.lines;
	}

}
