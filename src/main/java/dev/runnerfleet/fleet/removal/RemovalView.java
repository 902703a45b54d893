package dev.runnerfleet.fleet.removal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.stack.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A removal as the fleet's page shows it: while it goes on, and afterwards as a receipt.
 *
 * @param title what this is
 * @param steps each thing, and what became of it
 */
public record RemovalView(String title, List<Line> steps) {

	/**
	 * One thing.
	 *
	 * @param label what it is
	 * @param state what became of it in a word or two
	 * @param tone the colour's meaning
	 * @param subject its name, if it has one
	 * @param link its page, if it has one
	 * @param words more about it
	 * @param length how long it took, {@code null} where nothing was done
	 */
	record Line(String label, String state, String tone, @Nullable String subject, @Nullable String link, String words,
			@Nullable String length) {

	}

	public static RemovalView of(Removal removal, Operation operation) {
		boolean over = removal.current().isEmpty() && operation.finished()
				&& operation.state() != Operation.State.FAILED;
		String title = switch (operation.kind()) {
			case RETRY -> "Another try";
			case BRING_BACK -> "The way back";
			case LAUNCH -> "End of the launch";
			default -> over ? "Receipt" : "Removal";
		};
		return new RemovalView(title, removal.steps().stream().map(RemovalView::line).toList());
	}

	private static Line line(RemovalStep step) {
		String subject = step.subject();
		boolean link = subject != null && subject.matches("https?://.*");
		return new Line(step.kind().label(), state(step), step.state().tone(), link ? null : subject,
				link ? subject : null, step.words(), length(step));
	}

	private static String state(RemovalStep step) {
		boolean removed = step.state() == RemovalStep.State.DONE && switch (step.kind()) {
			case PAUSE_RUNNER, STOP_MANAGER, LAUNCH_AGAIN, OPEN_GROUP, START_MANAGER, RESUME_RUNNER -> false;
			default -> true;
		};
		return removed ? "Removed" : step.state().label();
	}

	private static @Nullable String length(RemovalStep step) {
		Instant begun = step.begunAt();
		Instant ended = step.endedAt();
		return (begun != null && ended != null && begun.isBefore(ended))
				? ReadableTime.length(Duration.between(begun, ended)) : null;
	}

}
