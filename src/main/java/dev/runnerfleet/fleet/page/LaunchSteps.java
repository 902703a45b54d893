package dev.runnerfleet.fleet.page;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.progress.LaunchProgress;
import dev.runnerfleet.stack.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a launch in words.
 *
 * @param steps each
 * @param summary how long it has taken and how long that usually is
 * @param next what there is to do about it
 * @param elapsed seconds since it was asked for
 * @param took the same in words
 * @param over whether it goes on no more
 * @param made how many resources there were at the most
 * @param failed whether it came to nothing
 * @param open whether it is worth a look
 */
record LaunchSteps(List<Line> steps, String summary, String next, long elapsed, String took, boolean over, int made,
		boolean failed, boolean open) {

	/**
	 * A step.
	 *
	 * @param key what it is known by
	 * @param label what it is
	 * @param about the same in a sentence
	 * @param state how far it is
	 * @param tone the colour of that
	 * @param seconds how long it goes on, where it does
	 * @param length the same in words, {@code null} before it begins
	 * @param usual how long it usually takes, {@code null} where that is no time
	 */
	record Line(int key, String label, String about, String state, String tone, @Nullable Long seconds,
			@Nullable String length, @Nullable String usual) {

	}

	/** States whose own words say that jobs do not run. */
	private static final Set<FleetState> STUCK = EnumSet.of(FleetState.CANNOT_SCALE, FleetState.READY_NOT_SCALING);

	static LaunchSteps of(LaunchProgress progress, Operation launch, FleetState state) {
		boolean over = launch.finished();
		List<Line> lines = progress.steps()
			.stream()
			.map((step) -> line(progress.steps().indexOf(step), step, over))
			.toList();
		boolean done = launch.state() == Operation.State.SUCCEEDED;
		boolean proving = done && lines.stream().anyMatch((line) -> line.tone().equals("busy"));
		boolean unproven = done && lines.stream().anyMatch((line) -> line.tone().equals("bad"));
		String took = ReadableTime.length(progress.elapsed());
		String usually = "usually %s%s".formatted(progress.usual().words(),
				(progress.usual().launches() > 0) ? " here" : "");
		return new LaunchSteps(lines,
				over ? "%s %s, %s".formatted(done ? "Launched in" : "Ended after", took, usually) : usually,
				next(over, done, STUCK.contains(state), proving, unproven), progress.elapsed().toSeconds(), took, over,
				progress.made(), over && !done, !over || !done || proving || unproven);
	}

	private static String next(boolean over, boolean done, boolean stuck, boolean proving, boolean unproven) {
		if (!over) {
			return "There is nothing to do but wait. It goes on when you close this page.";
		}
		if (done && stuck) {
			return "The fleet is there, and cannot start workers: why is told above.";
		}
		if (proving) {
			return "The fleet is there and takes jobs; a first one is on its way to prove it.";
		}
		if (unproven) {
			return "The fleet is there, and a first job could not run on it: what its machines said is told above.";
		}
		return done ? "The fleet is there: jobs run on it now." : "What went wrong is told above.";
	}

	private static Line line(int key, LaunchProgress.Step step, boolean over) {
		String state = switch (step.state()) {
			case WAITING -> over ? "Not reached" : "To come";
			case UNDER_WAY -> "Now";
			case DONE -> "Done";
			case FAILED -> "Failed";
			case STOPPED -> "Stopped";
		};
		String tone = switch (step.state()) {
			case WAITING, STOPPED -> "idle";
			case UNDER_WAY -> "busy";
			case DONE -> "good";
			case FAILED -> "bad";
		};
		Duration length = step.length();
		boolean now = step.state() == LaunchProgress.State.UNDER_WAY;
		return new Line(key, step.label(), step.about(), state, tone,
				(now && length != null) ? length.toSeconds() : null,
				(length != null) ? ReadableTime.length(length) : null,
				(step.usual() != null) ? ReadableTime.length(step.usual()) : null);
	}

}
