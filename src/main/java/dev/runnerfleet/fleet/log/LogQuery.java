package dev.runnerfleet.fleet.log;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import dev.runnerfleet.autopsy.LogReader.Part;
import dev.runnerfleet.autopsy.LogReader.Wanted;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * What somebody wants to see of a log, as it stands in the page's address. What cannot be
 * meant is left out, as if nobody had asked for it.
 *
 * @param words what each line has to have in it, blank for all
 * @param part which part of the log
 * @param span how far back
 * @param before only what is earlier, {@code null} for all
 */
public record LogQuery(String words, Part part, Span span, @Nullable Instant before) {

	/** Nobody types more than that. */
	static final int LONGEST = 128;

	/** Reads what stands in an address. */
	public static LogQuery of(@Nullable String words, @Nullable String part, @Nullable String since,
			@Nullable String before) {
		String sought = Objects.requireNonNullElse(words, "").strip();
		return new LogQuery(sought.substring(0, Math.min(LONGEST, sought.length())),
				Arrays.stream(Part.values()).filter((each) -> key(each).equals(part)).findFirst().orElse(Part.ALL),
				Arrays.stream(Span.values()).filter((each) -> each.key().equals(since)).findFirst().orElse(Span.ANY),
				time(before));
	}

	/** What stands in an address for a part. */
	public static String key(Part part) {
		return part.name().toLowerCase(Locale.ROOT);
	}

	/** The parts that one can choose from. */
	public static List<Choice> parts() {
		return Arrays.stream(Part.values()).map((part) -> new Choice(part, key(part), switch (part) {
			case ALL -> "Everything";
			case RUNNER -> "The runner";
			case MANAGER -> "The manager’s steps";
			case BOOT -> "The boot";
		})).toList();
	}

	/** The same as it stands in an address. */
	public String address() {
		return address(this.before, false);
	}

	/** The same, to be waited for. */
	public String waiting() {
		return address(this.before, true);
	}

	/** The same before a time. */
	public String before(String time) {
		return address(time(time), false);
	}

	/** The same without a time before which it is. */
	public String newest() {
		return address(null, false);
	}

	private String address(@Nullable Instant before, boolean wait) {
		UriComponentsBuilder address = UriComponentsBuilder.newInstance()
			.queryParam("part", key(this.part))
			.queryParam("since", this.span.key())
			.queryParamIfPresent("before", Optional.ofNullable(before))
			.queryParam("q", "{words}");
		return (wait ? address.queryParam("wait", true) : address).encode().buildAndExpand(this.words).toUriString();
	}

	Wanted wanted(Instant now, int most) {
		return new Wanted(this.part, this.words, (this.span.length() != null) ? now.minus(this.span.length()) : null,
				this.before, most);
	}

	private static @Nullable Instant time(@Nullable String text) {
		try {
			return (text != null) ? Instant.parse(text) : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	/**
	 * A part that one can choose.
	 *
	 * @param part the part
	 * @param key what stands in an address for it
	 * @param label what people read
	 */
	public record Choice(Part part, String key, String label) {

	}

	/** How far back a page looks. */
	public enum Span {

		ANY("Any time", null), HOUR("The last hour", Duration.ofHours(1)), DAY("The last day", Duration.ofDays(1)),
		WEEK("The last week", Duration.ofDays(7));

		private final String label;

		private final @Nullable Duration length;

		Span(String label, @Nullable Duration length) {
			this.label = label;
			this.length = length;
		}

		public String label() {
			return this.label;
		}

		@Nullable Duration length() {
			return this.length;
		}

		/** What stands in an address for it. */
		public String key() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
