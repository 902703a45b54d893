package dev.runnerfleet.pulse;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.runnerfleet.secret.TokenShapes;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a line that a manager wrote. A machine's log is anybody's text: what does not fit
 * is left out, and a line that is none gives nothing.
 */
final class PulseLine {

	/** A report has about 1,000 characters. */
	static final int LONGEST = 8000;

	private static final int WORDS = 500;

	private static final int TYPES = 50;

	/** No fleet counts further; seconds of workers are sums of many years. */
	private static final long MOST = 1_000_000_000;

	private static final long MOST_SECONDS = 1_000_000_000_000L;

	/** What is dated farther off is no time that anything could be reckoned with. */
	private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

	private static final Pattern TYPE = Pattern.compile("[a-z0-9.-]{2,30}(/spot)?");

	private static final Pattern MANAGER = Pattern.compile("i-[0-9a-f]{6,20}");

	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]+");

	private static final JsonMapper JSON = JsonMapper.shared();

	private PulseLine() {
	}

	/** The report that a line is, empty if it is none. */
	static Optional<Pulse> read(@Nullable String line) {
		if (line == null || line.length() > LONGEST || !line.stripLeading().startsWith("{")) {
			return Optional.empty();
		}
		try {
			return pulse(JSON.readTree(line));
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Pulse> pulse(JsonNode line) {
		Long version = number(line, "v");
		Instant at = time(line, "at");
		String manager = text(line, "manager");
		if (version == null || version < 1 || version > 1000 || at == null || manager == null
				|| !MANAGER.matcher(manager).matches()) {
			return Optional.empty();
		}
		return Optional.of(new Pulse(version.intValue(), at, manager, time(line, "since"), text(line, "runner"),
				contact(line.path("gitlab")), time(line.path("token"), "expires"), jobs(line.path("jobs")),
				queue(line.path("queue")), workers(line.path("workers")), numbers(line.path("types")),
				numbers(line.path("seconds")), scaling(line.path("scaling")), text(line, "hash"),
				number(line, "errors"), number(line, "disk"), number(line, "memory"), text(line, "trouble")));
	}

	private static Pulse.@Nullable Contact contact(JsonNode node) {
		Long status = number(node, "status");
		return (status != null && status < 1000) ? new Pulse.Contact(time(node, "at"), status.intValue()) : null;
	}

	private static Pulse.@Nullable Jobs jobs(JsonNode node) {
		return node.isObject() ? new Pulse.Jobs(number(node, "running"), number(node, "limit"),
				number(node, "finished"), number(node, "failed")) : null;
	}

	private static Pulse.@Nullable Queue queue(JsonNode node) {
		return node.isObject() ? new Pulse.Queue(number(node, "median"), number(node, "longest")) : null;
	}

	private static Pulse.@Nullable Workers workers(JsonNode node) {
		return node.isObject()
				? new Pulse.Workers(number(node, "ready"), number(node, "busy"), number(node, "starting"),
						number(node, "deleting"), number(node, "failed"), number(node, "wanted"), number(node, "max"))
				: null;
	}

	private static Pulse.@Nullable Scaling scaling(JsonNode node) {
		if (!node.isObject()) {
			return null;
		}
		String code = text(node, "code");
		String words = text(node, "words");
		return new Pulse.Scaling(time(node, "at"), (code != null) ? code : "", (words != null) ? words : "");
	}

	private static Map<String, Long> numbers(JsonNode node) {
		Map<String, Long> numbers = new TreeMap<>();
		for (String name : node.propertyNames()) {
			Long number = number(node, name, MOST_SECONDS);
			if (number != null && numbers.size() < TYPES && TYPE.matcher(name).matches()) {
				numbers.put(name, number);
			}
		}
		return Map.copyOf(numbers);
	}

	private static @Nullable Long number(JsonNode node, String name) {
		return number(node, name, MOST);
	}

	private static @Nullable Long number(JsonNode node, String name, long most) {
		JsonNode value = node.path(name);
		return (value.isNumber() && value.canConvertToLong() && value.longValue() >= 0 && value.longValue() <= most)
				? (Long) value.longValue() : null;
	}

	private static @Nullable Instant time(JsonNode node, String name) {
		String text = text(node, name);
		try {
			Instant time = (text != null) ? Instant.parse(text) : null;
			return (time != null && time.isAfter(EARLIEST) && time.isBefore(LATEST)) ? time : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static @Nullable String text(JsonNode node, String name) {
		JsonNode value = node.path(name);
		if (!value.isString()) {
			return null;
		}
		String clean = clean(value.stringValue());
		return clean.isEmpty() ? null : clean;
	}

	/** Somebody's words on one line, short and without tokens. */
	static String clean(String text) {
		String clean = TokenShapes.mask(UNPRINTABLE.matcher(text).replaceAll(" ").strip());
		return (clean.codePointCount(0, clean.length()) <= WORDS) ? clean
				: clean.substring(0, clean.offsetByCodePoints(0, WORDS - 1)) + "…";
	}

}
