package dev.runnerfleet.sandbox.life;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of a manager's report, as docs/pulse.md describes it.
 *
 * @param manager the manager's instance
 * @param hash the hash of its configuration, {@code null} if it has told of none
 * @param life what it reports of
 * @param workers its workers at the time
 * @param wanted how many workers it asks for
 * @param max how many it may have
 */
public record PulseLine(String manager, @Nullable String hash, Life life, List<Worker> workers, int wanted, int max) {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** After a refusal the runner leaves GitLab alone for that long. */
	private static final Duration UNHEALTHY = Duration.ofHours(1);

	/** The line of a time. */
	public String at(Instant at) {
		Map<String, Object> line = new LinkedHashMap<>();
		Plan plan = this.life.plan();
		boolean hung = has(Trouble.METRICS, at);
		line.put("v", has(Trouble.NEWER, at) ? 2 : 1);
		line.put("at", text(at));
		line.put("manager", this.manager);
		if (!hung) {
			counted(line, at);
		}
		else {
			line.put("gitlab", gitlab(this.life.counts(hungSince(at)), hungSince(at)));
			line.put("workers", Map.of("wanted", this.wanted, "max", this.max));
		}
		Instant expiry = expiry(at);
		if (expiry != null) {
			line.put("token", Map.of("expires", text(expiry)));
		}
		this.life.shortage(at).ifPresent((shortage) -> line.put("scaling", scaling(shortage, at)));
		if (this.hash != null) {
			line.put("hash", this.hash);
		}
		line.put("disk", has(Trouble.DISK, at) ? 97 : 31 + (int) (hours(at) / 24 % 20));
		line.put("memory", Math.min(94, 38 + this.workers.size() * 40 / Math.max(1, plan.values().limit())));
		if (hung) {
			line.put("trouble", "runner: curl: (28) Operation timed out after 5001 milliseconds with 0 bytes received");
		}
		if (has(Trouble.NEWER, at)) {
			line.put("mood", Map.of("words", "a field that version 1 does not know"));
		}
		return JSON.writeValueAsString(line);
	}

	private Instant hungSince(Instant at) {
		Span hung = span(Trouble.METRICS, at);
		return (hung != null) ? hung.from() : at;
	}

	private void counted(Map<String, Object> line, Instant at) {
		Plan plan = this.life.plan();
		Life.Counts counts = this.life.counts(at);
		line.put("since", text(plan.begun()));
		line.put("runner", plan.values().runner());
		line.put("gitlab", gitlab(counts, at));
		line.put("jobs", ordered("running", counts.running(), "limit", plan.values().limit(), "finished",
				counts.sum().finished(), "failed", counts.sum().failed()));
		if (!counts.waits().isEmpty()) {
			line.put("queue", ordered("median", counts.waits().get(counts.waits().size() / 2), "longest",
					counts.waits().get(counts.waits().size() - 1)));
		}
		line.put("workers",
				ordered("ready", count(Worker.State.READY), "busy", count(Worker.State.BUSY), "starting",
						count(Worker.State.STARTING), "deleting", count(Worker.State.DELETING), "failed",
						has(Trouble.NEVER_READY, at) ? count(Worker.State.STARTING) : 0, "wanted", this.wanted, "max",
						this.max));
		Map<String, Integer> types = new TreeMap<>();
		this.workers.stream()
			.filter((worker) -> worker.state() != Worker.State.DELETING)
			.forEach((worker) -> types.merge(worker.kind(), 1, Integer::sum));
		line.put("types", types);
		line.put("seconds", new TreeMap<>(counts.sum().seconds()));
		line.put("errors", counts.sum().failed() / 3 + errors(at));
	}

	private Map<String, Object> gitlab(Life.Counts counts, Instant at) {
		Span refused = span(Trouble.TOKEN_REFUSED, at);
		if (refused != null) {
			long again = Duration.between(refused.from(), at).dividedBy(UNHEALTHY);
			return ordered("at", text(refused.from().plus(UNHEALTHY.multipliedBy(again))), "status", 403);
		}
		Span silent = span(Trouble.GITLAB_SILENT, at);
		if (silent != null) {
			return ordered("at", text(silent.from().minusSeconds(2)), "status", 0);
		}
		if (isOver(at)) {
			return ordered("at", text(at.minusSeconds(2)), "status", 403);
		}
		return ordered("at", text(at.minusSeconds(1 + at.getEpochSecond() % 3)), "status", counts.took() ? 201 : 204);
	}

	/** When the token ends, {@code null} where nothing is known of an end. */
	private @Nullable Instant expiry(Instant at) {
		Span ends = span(Trouble.TOKEN_ENDS, at);
		Span refused = span(Trouble.TOKEN_REFUSED, at);
		return (ends != null) ? ends.from().plus(Trouble.TOKEN_LEFT) : (refused != null) ? refused.from() : null;
	}

	private boolean isOver(Instant at) {
		Instant expiry = expiry(at);
		return expiry != null && !at.isBefore(expiry);
	}

	private Map<String, Object> scaling(Shortage shortage, Instant at) {
		List<Instant> failures = this.life.failures(at);
		Instant last = failures.isEmpty() ? at : failures.get(failures.size() - 1);
		return ordered("at", text(last), "code", shortage.code(), "words", shortage.words());
	}

	/** A runner that gets no answer complains at every try. */
	private long errors(Instant at) {
		return this.life.plan()
			.spans()
			.stream()
			.filter((span) -> span.trouble() == Trouble.GITLAB_SILENT || span.trouble() == Trouble.NEVER_READY)
			.filter((span) -> !at.isBefore(span.from()))
			.mapToLong((span) -> Duration
				.between(span.from(), (span.to() != null && span.to().isBefore(at)) ? span.to() : at)
				.toSeconds() / 10)
			.sum();
	}

	private long hours(Instant at) {
		return Duration.between(this.life.plan().begun(), at).toHours();
	}

	private int count(Worker.State state) {
		return (int) this.workers.stream().filter((worker) -> worker.state() == state).count();
	}

	private boolean has(Trouble trouble, Instant at) {
		return span(trouble, at) != null;
	}

	private @Nullable Span span(Trouble trouble, Instant at) {
		return this.life.plan()
			.spans()
			.stream()
			.filter((span) -> span.trouble() == trouble && span.holds(at))
			.findFirst()
			.orElse(null);
	}

	private static Map<String, Object> ordered(Object... pairs) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			map.put(String.valueOf(pairs[i]), pairs[i + 1]);
		}
		return map;
	}

	private static String text(Instant at) {
		return at.truncatedTo(ChronoUnit.SECONDS).toString();
	}

}
