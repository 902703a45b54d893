package dev.runnerfleet.notification.occurrence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that has happened and that somebody may want to hear of.
 *
 * @param id made from what it tells of, so that it is the same whoever reads that again
 * @param topic what it is about
 * @param tone {@code good}, {@code warn} or {@code bad}
 * @param fleet the fleet that it is about, {@code null} for a test or for several
 * @param parts what is gathered in it, one for each fleet; empty in any other
 * @param title what happened, in a few words that name the fleet
 * @param words why, and what to do next; may be blank
 * @param at when it happened
 */
public record Notification(String id, Topic topic, String tone, @Nullable Subject fleet, List<Notification> parts,
		String title, String words, Instant at) {

	/**
	 * The fleet that something happened to.
	 *
	 * @param id its id
	 * @param name its name
	 * @param region where it is
	 */
	public record Subject(UUID id, String name, String region) {

	}

	/** Fits the columns that it is kept in. */
	public Notification {
		title = cut(title, 300);
		words = cut(words, 1000);
		parts = List.copyOf(parts);
	}

	/** Something that is about one fleet, or about none. */
	public Notification(String id, Topic topic, String tone, @Nullable Subject fleet, String title, String words,
			Instant at) {
		this(id, topic, tone, fleet, List.of(), title, words, at);
	}

	/** What an administrator sends to a target to see whether it arrives. */
	public static Notification test(UUID id, String target, String by, Instant now) {
		return new Notification("test:" + id, Topic.TEST, "good", null, "Test from the Runner Fleet Portal",
				"%s sent this to see whether %s hears the portal. Nothing has happened.".formatted(by, target), now);
	}

	/**
	 * Gathers what has happened to several fleets of one region in the same moment.
	 * @param id its id
	 * @param parts the same of each, at least one
	 */
	static Notification gathered(String id, List<Notification> parts) {
		Notification first = parts.get(0);
		if (parts.size() == 1) {
			return first;
		}
		boolean well = first.tone().equals("good");
		Subject somewhere = first.fleet();
		String title = "%d fleets in %s %s".formatted(parts.size(), (somewhere != null) ? somewhere.region() : "AWS",
				well ? "work again" : "do not work as they should");
		return new Notification(id, first.topic(), first.tone(), null, parts, title,
				well ? "" : "So many at once mostly have one cause: AWS in this region, GitLab or the way to it.",
				first.at());
	}

	/** Whether it is about one of some fleets. */
	public boolean concerns(Collection<UUID> fleets) {
		return this.fleet != null && fleets.contains(this.fleet.id())
				|| this.parts.stream().anyMatch((part) -> part.concerns(fleets));
	}

	/**
	 * As much of it as is about some fleets.
	 * @param whose tells it from what others get to hear of it
	 */
	public Optional<Notification> of(Collection<UUID> fleets, UUID whose) {
		List<Notification> left = this.parts.stream().filter((part) -> part.concerns(fleets)).toList();
		if (left.isEmpty() || left.size() == this.parts.size()) {
			return Optional.of(this).filter((all) -> all.concerns(fleets));
		}
		return Optional.of(gathered(this.id + ":" + whose, left));
	}

	/** The id that its messages carry, so that whoever gets one twice can tell. */
	public UUID messageId() {
		return UUID.nameUUIDFromBytes(this.id.getBytes(StandardCharsets.UTF_8));
	}

	private static String cut(String text, int most) {
		return (text.length() > most) ? text.substring(0, most - 1) + "…" : text;
	}

}
