package dev.runnerfleet.fleet;

import java.util.Locale;

import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import org.jspecify.annotations.Nullable;

/**
 * How something stands, in words and in a colour that means the same everywhere.
 *
 * @param code AWS's name for it
 * @param words what people read
 * @param tone {@code good}, {@code busy}, {@code bad}, {@code warn} or {@code idle}
 * @param note what is to be said beside that, blank if nothing
 * @param at the moment that the note ends with, {@code null} where it ends without
 */
public record StatusLabel(String code, String words, String tone, String note, @Nullable ReadableTime at) {

	/** A fleet's, which is more than its stack's. */
	public static StatusLabel of(Stack stack) {
		StatusLabel label = of(FleetState.of(stack), stack.status());
		Stack.Standing standing = stack.standing();
		return new StatusLabel(label.code, label.words, label.tone,
				(standing.note() != null) ? standing.note() : label.note,
				(standing.at() != null) ? ReadableTime.of(standing.at(), standing.at()) : null);
	}

	/** That of a stack which the portal has nothing to do with. */
	public static StatusLabel of(StackStatus status) {
		return of(FleetFacts.of(status).state(), status);
	}

	private static StatusLabel of(FleetState state, StackStatus status) {
		return new StatusLabel(status.name(), state.words(status), state.tone(), state.note(), null);
	}

	/** That of a resource, which has AWS's words without a story. */
	public static StatusLabel ofResource(String code) {
		String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
		return new StatusLabel(code, Character.toUpperCase(words.charAt(0)) + words.substring(1),
				tone(new StackStatus(code)), "", null);
	}

	/** All of it where there is room for a sentence. */
	public String sentence() {
		return this.words + (this.note.isEmpty() ? "" : ", " + this.note) + ((this.at != null) ? " " + moment() : "");
	}

	/** The moment that the note ends with, to the minute; blank where it ends without. */
	public String moment() {
		return (this.at != null) ? this.at.exact().replaceFirst(":\\d\\d UTC$", " UTC") : "";
	}

	private static String tone(StackStatus status) {
		return switch (status.phase()) {
			case READY -> "good";
			case BUSY -> "busy";
			case UNDOING, UNCHANGED -> "warn";
			case FAILED -> "bad";
			case GONE, IDLE -> "idle";
		};
	}

}
