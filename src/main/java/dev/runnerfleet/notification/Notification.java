package dev.runnerfleet.notification;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that has happened and that somebody may want to hear of.
 *
 * @param id made from what it tells of, so that it is the same whoever reads that again
 * @param topic what it is about
 * @param tone {@code good}, {@code warn} or {@code bad}
 * @param fleet the fleet that it is about, {@code null} for a test
 * @param title what happened, in a few words that name the fleet
 * @param words why, and what to do next; may be blank
 * @param at when it happened
 */
record Notification(String id, Topic topic, String tone, @Nullable Subject fleet, String title, String words,
		Instant at) {

	/**
	 * The fleet that something happened to.
	 *
	 * @param id its id
	 * @param name its name
	 * @param region where it is
	 */
	record Subject(UUID id, String name, String region) {

	}

	/** Fits the columns that it is kept in. */
	Notification {
		title = cut(title, 300);
		words = cut(words, 1000);
	}

	/** What an administrator sends to a target to see whether it arrives. */
	static Notification test(UUID id, String target, String by, Instant now) {
		return new Notification("test:" + id, Topic.TEST, "good", null, "Test from the Runner Fleet Portal",
				"%s sent this to see whether %s hears the portal. Nothing has happened.".formatted(by, target), now);
	}

	/** The id that its messages carry, so that whoever gets one twice can tell. */
	UUID messageId() {
		return UUID.nameUUIDFromBytes(this.id.getBytes(StandardCharsets.UTF_8));
	}

	private static String cut(String text, int most) {
		return (text.length() > most) ? text.substring(0, most - 1) + "…" : text;
	}

}
