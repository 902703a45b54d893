package dev.runnerfleet.fleet.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a file of the catalogue. Whatever cannot be meant as it stands there is an error:
 * a typing mistake must not become a cause that is never found.
 */
final class CauseReader {

	private static final Set<String> KEYS = Set.of("id", "match", "title", "explanation", "fix", "values", "log",
			"fields", "link");

	private static final Set<String> MATCH_KEYS = Set.of("type", "reason", "step", "outcome", "log", "scaling", "mute");

	/** What every sentence may name. */
	private static final Set<String> GIVEN = Set.of("region", "resource", "words");

	private final String file;

	private final Set<String> parameters;

	/**
	 * Reads a file.
	 * @param file its name, for who has made a mistake in it
	 * @param parameters the parameters that a cause may name
	 */
	CauseReader(String file, Set<String> parameters) {
		this.file = file;
		this.parameters = parameters;
	}

	/**
	 * The entries of a file, in its order.
	 * @throws IllegalStateException if one of them cannot be meant so
	 */
	List<CauseRule> read(String text) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		try {
			Object entries = new Yaml(new SafeConstructor(options)).load(text);
			return list(entries).stream().map((entry) -> rule(map(entry, KEYS, "an entry"))).toList();
		}
		catch (YAMLException ex) {
			throw new IllegalStateException("Not valid YAML: " + this.file, ex);
		}
	}

	private CauseRule rule(Map<?, ?> entry) {
		String id = text(entry, "id");
		require(id.matches("[a-z][a-z0-9-]*"), id, "the id has other characters than a-z, 0-9 and hyphens");
		List<Match> matches = list(entry.get("match")).stream().map((match) -> match(id, match)).toList();
		require(!matches.isEmpty(), id, "match is missing");
		CauseRule rule = new CauseRule(id, matches, new Words(text(entry, "title")),
				new Words(text(entry, "explanation")), new Words(text(entry, "fix")), flag(entry, "values", id),
				flag(entry, "log", id), texts(entry.get("fields")), addresses(id, entry.get("link")));
		check(rule);
		return rule;
	}

	private void check(CauseRule rule) {
		Set<String> names = new TreeSet<>(GIVEN);
		rule.matches().stream().flatMap(Match::names).forEach(names::add);
		Stream.of(rule.title(), rule.explanation(), rule.fix()).forEach((words) -> {
			words.places()
				.forEach(
						(place) -> require(names.contains(place), rule.id(), "no pattern names {%s}".formatted(place)));
			require(words.needs().allMatch("region"::equals), rule.id(),
					"what may be unknown stands in brackets: " + words.text());
			require(!words.text().contains("“"), rule.id(), "the fleet's state names the buttons, not the catalogue");
		});
		rule.fields()
			.forEach((field) -> require(this.parameters.contains(field), rule.id(),
					"no blueprint has the parameter " + field));
		require(rule.fields().isEmpty() || rule.values(), rule.id(), "fields are marked only where values are wrong");
	}

	private Match match(String id, Object value) {
		Map<?, ?> match = map(value, MATCH_KEYS, id);
		return new Match(texts(match.get("type")), patterns(id, match.get("reason")), texts(match.get("step")),
				texts(match.get("outcome")), patterns(id, match.get("log")), patterns(id, match.get("scaling")),
				flag(match, "mute", id));
	}

	private List<NamedPattern> patterns(String id, @Nullable Object value) {
		return texts(value).stream().map((pattern) -> {
			try {
				return NamedPattern.of(pattern);
			}
			catch (PatternSyntaxException ex) {
				throw new IllegalStateException("%s, %s: %s".formatted(this.file, id, ex.getMessage()), ex);
			}
		}).toList();
	}

	/** One, or several where it takes a look at more than one page. */
	private List<CauseRule.Address> addresses(String id, @Nullable Object value) {
		return ((value instanceof List<?> several) ? several : Stream.ofNullable(value).toList()).stream()
			.map((each) -> address(id, each))
			.toList();
	}

	private CauseRule.Address address(String id, @Nullable Object value) {
		Map<?, ?> link = map(value, Set.of("title", "console", "url", "of"), id);
		boolean console = link.containsKey("console");
		require(console != link.containsKey("url"), id, "a link has a console's page or an url");
		String page = text(link, console ? "console" : "url");
		require(console != page.startsWith("https://"), id, "no such address: " + page);
		String of = link.containsKey("of") ? text(link, "of") : null;
		require(of == null || console && Cause.Link.isOwn(of), id, "no fleet has such a thing: " + of);
		return new CauseRule.Address(text(link, "title"), page, of);
	}

	private String text(Map<?, ?> entry, String key) {
		Object value = entry.get(key);
		require(value instanceof String text && !text.isBlank(), String.valueOf(entry.get("id")), key + " is missing");
		return String.valueOf(value).strip();
	}

	private boolean flag(Map<?, ?> entry, String key, String id) {
		Object value = entry.get(key);
		require(value == null || value instanceof Boolean, id, key + " is true or false");
		return Boolean.TRUE.equals(value);
	}

	private List<String> texts(@Nullable Object value) {
		return (value instanceof String text) ? List.of(text) : list(value).stream().map(String::valueOf).toList();
	}

	private List<?> list(@Nullable Object value) {
		require(value == null || value instanceof List, "list", "a list is expected, not " + value);
		return (value instanceof List<?> list) ? list : List.of();
	}

	private Map<?, ?> map(@Nullable Object value, Set<String> keys, String id) {
		require(value instanceof Map, id, "keys and values are expected, not " + value);
		Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(value);
		map.keySet()
			.forEach((key) -> require(keys.contains(String.valueOf(key)), id, "there is no key %s".formatted(key)));
		return map;
	}

	private void require(boolean held, String id, String words) {
		if (!held) {
			throw new IllegalStateException("%s, %s: %s".formatted(this.file, id, words));
		}
	}

}
