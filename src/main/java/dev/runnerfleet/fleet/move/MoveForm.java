package dev.runnerfleet.fleet.move;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a person says for a move.
 *
 * @param name the second fleet's name
 * @param runnerToken the token that the second fleet is launched with
 * @param runner whose token that is
 * @param minutes how long the first fleet's running jobs are waited for, as it was
 * entered
 * @param keepCache whether the first fleet's cache is to stay
 * @param anyway whether to go on although something looks wrong
 * @param oldRunner the first fleet's runner as GitLab numbers it, where the portal does
 * not know it
 * @param accessToken pauses and removes that runner, blank for neither
 * @param parameters what the second fleet is to have instead of what it would get
 */
record MoveForm(String name, Secret runnerToken, RunnerChoice runner, String minutes, Boolean keepCache, Boolean anyway,
		String oldRunner, Secret accessToken, Map<String, String> parameters) {

	/** A day. */
	static final int MOST_MINUTES = 1440;

	/** A number as it is, as lists show it, or at the end of an address. */
	private static final Pattern NUMBER = Pattern.compile("(?:#|https?://\\S{1,500}/runners/)?(\\d{1,15})");

	/** Whose token a second fleet gets. */
	enum RunnerChoice {

		SAME("The same runner’s"), OTHER("Another runner’s");

		private final String label;

		RunnerChoice(String label) {
			this.label = label;
		}

		String label() {
			return this.label;
		}

	}

	MoveForm(@Nullable String name, @Nullable Secret runnerToken, @Nullable RunnerChoice runner,
			@Nullable String minutes, @Nullable Boolean keepCache, @Nullable Boolean anyway, @Nullable String oldRunner,
			@Nullable Secret accessToken, @Nullable Map<String, String> parameters) {
		this.name = (name != null) ? name.strip() : "";
		this.runnerToken = (runnerToken != null) ? runnerToken : Secret.of("");
		this.runner = (runner != null) ? runner : RunnerChoice.SAME;
		this.minutes = (minutes != null && !minutes.isBlank()) ? minutes.strip() : "120";
		this.keepCache = Boolean.TRUE.equals(keepCache);
		this.anyway = Boolean.TRUE.equals(anyway);
		this.oldRunner = (oldRunner != null) ? oldRunner.strip() : "";
		this.accessToken = (accessToken != null) ? accessToken : Secret.of("");
		this.parameters = plain(parameters);
	}

	private static Map<String, String> plain(@Nullable Map<String, String> values) {
		Map<String, String> plain = new LinkedHashMap<>();
		if (values != null) {
			values.forEach((name, value) -> plain.put(name, (value != null) ? value.strip() : ""));
		}
		return plain;
	}

	/**
	 * A form to begin with: a name that says what it follows.
	 * @param first the first fleet's name
	 * @param parameters what the second one gets
	 */
	static MoveForm after(String first, Map<String, String> parameters) {
		String name = first.replaceAll("-machine$", "");
		String second = name.equals(first) ? first + "-2" : name;
		return new MoveForm((second.length() > 40) ? "" : second, null, null, null, null, null, null, null, parameters);
	}

	/** The number of the first fleet's runner, out of whatever names it. */
	OptionalLong runnerNumber() {
		Matcher number = NUMBER.matcher(this.oldRunner);
		return number.matches() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
	}

	/** How long running jobs are waited for, empty where nobody can tell. */
	Optional<Duration> patience() {
		return Optional.of(this.minutes)
			.filter((text) -> text.matches("\\d{1,4}"))
			.map((text) -> Duration.ofMinutes(Integer.parseInt(text)))
			.filter((length) -> length.toMinutes() <= MOST_MINUTES);
	}

	boolean sameRunner() {
		return this.runner == RunnerChoice.SAME;
	}

	/** Leaves out the values: Spring logs what it has read. */
	@Override
	public String toString() {
		return "MoveForm[name=%s]".formatted(this.name);
	}

}
