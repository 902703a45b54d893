package dev.runnerfleet.gitlab.runner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.gitlab.DisplayText;
import dev.runnerfleet.secret.Secret;

import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Keeps a runner that was just made for the form that it was made with, in memory, for
 * its person alone and not for long, so that no second one is needed. One that was made
 * for a launch and is not launched with goes from GitLab again.
 */
public final class KeptRunners {

	private static final Duration KEPT = Duration.ofMinutes(30);

	private static final int MOST = 1000;

	private final RunnerTokens tokens;

	private final TaskExecutor executor;

	private final Clock clock;

	private final Map<Key, Held> held = new HashMap<>();

	KeptRunners(RunnerTokens tokens, TaskExecutor executor, Clock clock) {
		this.tokens = tokens;
		this.executor = executor;
		this.clock = clock;
	}

	/**
	 * A runner that is kept.
	 *
	 * @param runner the runner with its token
	 * @param until when it is forgotten
	 * @param taken whether a launch has it
	 */
	public record Made(IssuedRunner runner, Instant until, boolean taken) {

		private Made taken(boolean taken) {
			return new Made(this.runner, this.until, taken);
		}

		/** When it is forgotten, in words. */
		public String untilWords() {
			return DisplayText.of(this.until);
		}

	}

	/**
	 * Keeps a runner whose token its person has seen; it stays in GitLab whatever comes.
	 * @param user the person
	 * @param form the key of the form
	 * @param runner the runner
	 */
	void keepShown(String user, String form, IssuedRunner runner) {
		put(new Key(user, form), new Held(made(runner, false), true));
	}

	/**
	 * Keeps a runner with which a launch has begun, in case that it fails.
	 * @param user the person
	 * @param form the key of the launch form
	 * @param runner the runner
	 */
	public void keepLaunched(String user, String form, IssuedRunner runner) {
		put(new Key(user, form), new Held(made(runner, true), false));
	}

	/**
	 * The key of the form that a runner was made with.
	 * @param user the person
	 * @param runnerId GitLab's id of the runner
	 * @param link where it is in GitLab
	 * @return the key, empty where the runner is not kept
	 */
	public synchronized Optional<String> form(String user, long runnerId, String link) {
		return this.held.entrySet()
			.stream()
			.filter((each) -> each.getKey().user.equals(user) && each.getValue().made.runner().id() == runnerId
					&& each.getValue().made.runner().page().toString().equals(link))
			.map((each) -> each.getKey().form)
			.findFirst();
	}

	/**
	 * Keeps a runner that was made for a launch which came to nothing, or gives back one
	 * that was taken for it.
	 * @param user the person
	 * @param form the key of the launch form
	 * @param runner the runner
	 * @return until when, empty where too many are kept already
	 */
	public synchronized Optional<Made> keep(String user, String form, IssuedRunner runner) {
		Key key = new Key(user, form);
		Held before = this.held.get(key);
		Held next = (before != null && before.made.runner().id() == runner.id())
				? new Held(before.made.taken(false), before.shown) : new Held(made(runner, false), false);
		return put(key, next) ? Optional.of(next.made) : Optional.empty();
	}

	/**
	 * The runner that was made with a form, whether it is launched with already or not.
	 * @param user the person
	 * @param form the key of the form
	 */
	public synchronized Optional<Made> find(String user, String form) {
		return Optional.ofNullable(this.held.get(new Key(user, form)))
			.map(Held::made)
			.filter((made) -> made.until().isAfter(this.clock.instant()));
	}

	/**
	 * The runner that a person was shown the token of and pastes now.
	 * @param user the person
	 * @param token what was pasted
	 */
	public synchronized Optional<IssuedRunner> withToken(String user, Secret token) {
		return this.held.entrySet()
			.stream()
			.filter((each) -> each.getKey().user.equals(user))
			.map((each) -> each.getValue().made.runner())
			.filter((runner) -> runner.token().reveal().equals(token.reveal()))
			.findFirst();
	}

	/**
	 * Takes a runner for one launch.
	 * @param user the person
	 * @param form the key of the launch form
	 * @return whether it was there to be taken, and no other launch has it
	 */
	public synchronized boolean take(String user, String form) {
		Key key = new Key(user, form);
		Held free = this.held.get(key);
		if (free == null || free.made.taken()) {
			return false;
		}
		this.held.put(key, new Held(free.made.taken(true), free.shown));
		return true;
	}

	@Scheduled(fixedDelayString = "PT1M")
	void forget() {
		for (IssuedRunner unused : forgotten()) {
			this.executor.execute(() -> this.tokens.remove(unused.gitlabUrl().toString(), unused.token()));
		}
	}

	/** Forgets what is kept for too long, and says what nobody will know of. */
	private synchronized List<IssuedRunner> forgotten() {
		Instant now = this.clock.instant();
		List<Held> over = this.held.values().stream().filter((each) -> !each.made.until().isAfter(now)).toList();
		this.held.values().removeAll(over);
		return over.stream()
			.filter((each) -> !each.shown && !each.made.taken())
			.map((each) -> each.made.runner())
			.toList();
	}

	private synchronized boolean put(Key key, Held next) {
		if (this.held.size() >= MOST && !this.held.containsKey(key)) {
			return false;
		}
		this.held.put(key, next);
		return true;
	}

	private Made made(IssuedRunner runner, boolean taken) {
		return new Made(runner, this.clock.instant().plus(KEPT), taken);
	}

	private record Key(String user, String form) {

	}

	private record Held(Made made, boolean shown) {

	}

}
