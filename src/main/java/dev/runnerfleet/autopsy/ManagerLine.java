package dev.runnerfleet.autopsy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a manager says of itself in the stream {@code runner-fleet}: a JSON object on a
 * line, or, by managers of older blueprints, a time and words.
 *
 * @param at when it said so
 * @param run what it is about: {@code create}, {@code update}, {@code start} or
 * {@code release}; blank where an older one did not say
 * @param step what it is at, as it names it
 * @param outcome what came of that
 * @param words the same for people
 * @param code the exit or HTTP status, {@code null} where there is none
 * @param hash of the configuration that is in force, blank where it does not say
 * @param wanted of the configuration that the stack asks for, blank where it does not say
 */
record ManagerLine(Instant at, String run, String step, String outcome, String words, @Nullable Integer code,
		String hash, String wanted) {

	static final String FAILED = "failed";

	static final String TOLD = "told";

	private static final Pattern PLAIN = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z) (\\S.*)");

	/** What older managers say where newer ones give an outcome. */
	private static final Map<String, String> OLDER = Map.of("the values are in force", "in-force",
			"the new values are not in force", "not-in-force", "not trying again", "given-up", "trying again", "again",
			"GitLab answered", TOLD, "the new values come into force once", TOLD);

	private static final JsonMapper JSON = new JsonMapper();

	/**
	 * Reads a line; what has neither form is words, too.
	 * @param written when CloudWatch says that it was written
	 */
	static ManagerLine of(Instant written, String text) {
		if (text.startsWith("{")) {
			try {
				JsonNode json = JSON.readTree(text);
				if (json.path("outcome").isString()) {
					return new ManagerLine(time(json.path("at").asString(""), written), text(json, "run"),
							text(json, "step"), text(json, "outcome"), text(json, "words"),
							json.path("code").isInt() ? json.path("code").intValue() : null, text(json, "hash"),
							text(json, "wanted"));
				}
			}
			catch (JacksonException ex) {
				return aside(written, text);
			}
		}
		Matcher plain = PLAIN.matcher(text);
		return plain.matches() ? plain(time(plain.group(1), written), plain.group(2)) : aside(written, text);
	}

	/** What a command printed between what the manager says. */
	private static ManagerLine aside(Instant at, String words) {
		return new ManagerLine(at, "", "", TOLD, LogText.clean(words), null, "", "");
	}

	private static ManagerLine plain(Instant at, String words) {
		String outcome = OLDER.entrySet()
			.stream()
			.filter((each) -> words.startsWith(each.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(words.equals("done") ? "done" : "begun");
		return new ManagerLine(at, "", words.startsWith("asking GitLab") ? "verify" : "", outcome, LogText.clean(words),
				null, "", "");
	}

	private static String text(JsonNode json, String name) {
		return LogText.clean(json.path(name).asString(""));
	}

	private static Instant time(String text, Instant otherwise) {
		try {
			return Instant.parse(text);
		}
		catch (DateTimeException ex) {
			return otherwise;
		}
	}

	/** Whether it is one of some outcomes. */
	boolean is(String... outcomes) {
		return List.of(outcomes).contains(this.outcome);
	}

	/** Whether a machine says it that is on its way down. */
	boolean leaving() {
		return this.run.equals("release") || this.run.equals("leave");
	}

	/** Whether what is in force is what the stack asks for, as far as it says. */
	boolean current() {
		return this.hash.isEmpty() || this.wanted.isEmpty() || this.hash.equals(this.wanted);
	}

	/** The line as people read it. */
	String readable() {
		String number = (this.code != null && this.code != 0) ? " (" + this.code + ")" : "";
		return switch (this.outcome) {
			case "begun", TOLD -> this.words;
			case "done", FAILED -> "%s: %s%s".formatted(this.words, this.outcome, number);
			default -> "%s: %s".formatted(this.outcome.replace('-', ' '), this.words);
		};
	}

}
