package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.move.Move.Step;
import dev.runnerfleet.fleet.move.MoveConfiguration.MoveProperties;
import dev.runnerfleet.fleet.removal.RemovalStart;
import dev.runnerfleet.fleet.removal.Removals;
import dev.runnerfleet.gitlab.runner.Runners;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Stacks;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Holds the access token of a move in memory, and nowhere else, and asks GitLab with it
 * about the runner that is left behind, until the removal of its fleet takes it over. One
 * that is lost with its portal is asked for again.
 */
@Component
class MoveTokens {

	/** A day is waited for jobs at most; the launch and its proof come before. */
	private static final Duration LONGEST = Duration.ofHours(27);

	private static final int MOST = 100;

	private final Moves moves;

	private final MovedRunners known;

	private final Fleets fleets;

	private final Stacks stacks;

	private final Removals removals;

	private final RemovalStart removal;

	private final Runners runners;

	private final MoveProperties properties;

	private final TaskExecutor executor;

	private final Clock clock;

	private final Map<UUID, Held> tokens = new ConcurrentHashMap<>();

	private final Set<UUID> asking = ConcurrentHashMap.newKeySet();

	MoveTokens(Moves moves, MovedRunners known, Fleets fleets, Stacks stacks, Removals removals, RemovalStart removal,
			Runners runners, MoveProperties properties, @Qualifier("applicationTaskExecutor") TaskExecutor executor,
			Clock clock) {
		this.moves = moves;
		this.known = known;
		this.fleets = fleets;
		this.stacks = stacks;
		this.removals = removals;
		this.removal = removal;
		this.runners = runners;
		this.properties = properties;
		this.executor = executor;
		this.clock = clock;
	}

	/** Holds a token for a move; one too many is not held, and will be missed. */
	void hold(UUID moveId, Secret token) {
		if (!token.isBlank() && this.tokens.size() < MOST) {
			this.tokens.put(moveId, new Held(token, Instant.EPOCH, this.clock.instant().plus(LONGEST)));
		}
	}

	/** Often, as a removal waits for its token for some seconds only. */
	@Scheduled(fixedDelayString = "${portal.removal.tick:500ms}")
	void tick() {
		Instant now = this.clock.instant();
		this.tokens.forEach((moveId, held) -> {
			Move move = this.moves.find(moveId).orElse(null);
			if (move == null || move.state().over() || held.until.isBefore(now)) {
				this.tokens.remove(moveId);
			}
			else if (held.isDue(move, now) && this.asking.add(moveId)) {
				this.executor.execute(() -> ask(move, held, now));
			}
		});
	}

	private void ask(Move move, Held held, Instant now) {
		try {
			this.tokens.replace(move.id(), held, held.at(now.plus(this.properties.pause())));
			ask(move, held.token);
		}
		finally {
			this.asking.remove(move.id());
		}
	}

	private void ask(Move move, Secret token) {
		Fleet first = this.fleets.find(move.from()).orElse(null);
		Fleet.Runner runner = (first != null) ? first.runner() : null;
		if (first == null || runner == null) {
			return;
		}
		switch (move.step()) {
			case QUIET -> pause(move.id(), this.runners.pause(first.gitlabUrl(), token, runner.id()));
			case JOBS -> count(move.id(), this.runners.running(first.gitlabUrl(), token, runner.id()));
			default -> handOn(move, token);
		}
	}

	private void pause(UUID moveId, Runners.Change change) {
		if (change instanceof Runners.Change.Done) {
			this.known.paused(moveId);
		}
		else {
			this.known.trouble(moveId, words(change));
		}
	}

	private void count(UUID moveId, Runners.Running running) {
		if (running instanceof Runners.Running.Counted counted) {
			this.known.running(moveId, counted.jobs());
		}
		else if (running instanceof Runners.Running.Unknown unknown) {
			this.known.trouble(moveId, unknown.words());
		}
	}

	/** From there on the removal has it, which removes the runner with it. */
	private void handOn(Move move, Secret token) {
		if (move.leaving()) {
			this.stacks.latestOperation(move.from())
				.flatMap((operation) -> this.removals.ofOperation(operation.id()))
				.ifPresent((begun) -> {
					this.removal.hold(begun.id(), token);
					this.tokens.remove(move.id());
				});
		}
	}

	/** What somebody reads who asked for a change of a runner that was not made. */
	static String words(Runners.Change change) {
		if (change instanceof Runners.Change.Failed failed) {
			return failed.words();
		}
		return (change instanceof Runners.Change.Unclear unclear) ? unclear.words()
				: "GitLab has no runner of that number, or does not show it to the access token’s owner.";
	}

	/**
	 * What is wrong with an access token and the number of a runner, before anything is
	 * done with them.
	 * @return a sentence, empty if GitLab shows the runner's jobs
	 */
	Optional<String> objection(String gitlabUrl, Secret token, long runner) {
		String wrong = Runners.objection(token);
		if (!wrong.isEmpty()) {
			return Optional.of(wrong);
		}
		return (this.runners.running(gitlabUrl, token, runner) instanceof Runners.Running.Unknown unknown)
				? Optional.of(unknown.words()) : Optional.empty();
	}

	private record Held(Secret token, Instant due, Instant until) {

		/** A removal has no time to lose. */
		private boolean isDue(Move move, Instant now) {
			return move.state() == Move.State.RUNNING && move.step().ordinal() >= Step.QUIET.ordinal()
					&& (move.step() == Step.REMOVE || !this.due.isAfter(now));
		}

		private Held at(Instant due) {
			return new Held(this.token, due, this.until);
		}

	}

}
