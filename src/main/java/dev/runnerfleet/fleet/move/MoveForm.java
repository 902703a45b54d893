package dev.runnerfleet.fleet.move;

import java.time.Duration;
import java.util.Optional;

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
 */
record MoveForm(String name, Secret runnerToken, RunnerChoice runner, String minutes, Boolean keepCache,
		Boolean anyway) {

	/** A day. */
	static final int MOST_MINUTES = 1440;

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
			@Nullable String minutes, @Nullable Boolean keepCache, @Nullable Boolean anyway) {
		this.name = (name != null) ? name.strip() : "";
		this.runnerToken = (runnerToken != null) ? runnerToken : Secret.of("");
		this.runner = (runner != null) ? runner : RunnerChoice.SAME;
		this.minutes = (minutes != null && !minutes.isBlank()) ? minutes.strip() : "120";
		this.keepCache = Boolean.TRUE.equals(keepCache);
		this.anyway = Boolean.TRUE.equals(anyway);
	}

	/** A form to begin with: a name that says what it follows. */
	static MoveForm after(String first) {
		String name = first.replaceAll("-machine$", "");
		String second = name.equals(first) ? first + "-2" : name;
		return new MoveForm((second.length() > 40) ? "" : second, null, null, null, null, null);
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
