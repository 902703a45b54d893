package dev.runnerfleet.fleet;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.Reading;

/**
 * Takes together what came of the questions that a page asks, and notes what is missing.
 */
public class CollectedReads {

	private final boolean atOnce;

	private final Set<String> troubles = new LinkedHashSet<>();

	private boolean pending;

	/**
	 * A page's questions.
	 * @param atOnce whether the page can be completed later and so waits only a moment
	 */
	public CollectedReads(boolean atOnce) {
		this.atOnce = atOnce;
	}

	/** What was told, else something in its place. */
	public <T> T take(PageReads.Pending<T> question, T instead) {
		Reading<T> reading = read(question);
		if (!this.atOnce || !reading.isLate()) {
			reading.failure().ifPresent(this::missing);
		}
		return reading.orElse(instead);
	}

	/** What came of a question whose failure the page tells in its own place. */
	public <T> Reading<T> read(PageReads.Pending<T> question) {
		Reading<T> reading = this.atOnce ? question.atOnce() : question.inTime();
		this.pending |= this.atOnce && reading.isLate();
		return reading;
	}

	public void missing(AwsFailure failure) {
		this.troubles.add(failure.words());
	}

	/** Whether something has not come yet and is worth asking for again. */
	public boolean pending() {
		return this.pending;
	}

	/** Why something is missing for good. */
	public List<String> troubles() {
		return List.copyOf(this.troubles);
	}

}
