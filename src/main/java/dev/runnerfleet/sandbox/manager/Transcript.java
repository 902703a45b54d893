package dev.runnerfleet.sandbox.manager;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes down what a manager says, in the form in which the blueprints' managers do. */
final class Transcript {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final List<LogLine> lines = new ArrayList<>();

	private final String group;

	private final String instanceId;

	private final String run;

	private final String wanted;

	private final Function<Duration, Instant> time;

	private @Nullable String hash;

	private int attempt;

	/**
	 * Begins one.
	 * @param run what the manager is about: {@code create} or {@code update}
	 * @param hash the hash of the configuration in force, {@code null} if none is
	 * @param wanted the hash of the configuration that the stack asks for
	 * @param time when something happens that long after the beginning
	 */
	Transcript(String group, String instanceId, String run, @Nullable String hash, String wanted,
			Function<Duration, Instant> time) {
		this.group = group;
		this.instanceId = instanceId;
		this.run = run;
		this.hash = hash;
		this.wanted = wanted;
		this.time = time;
	}

	/** From now on it is the given try that is told of. */
	void attempt(int attempt) {
		this.attempt = attempt;
	}

	/** From now on the configuration that the stack asks for is in force. */
	void enforced() {
		this.hash = this.wanted;
	}

	void tell(Duration after, String step, String outcome, String words) {
		tell(after, step, outcome, words, null);
	}

	void tell(Duration after, String step, String outcome, String words, @Nullable Integer code) {
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("v", 1);
		line.put("at", this.time.apply(after).truncatedTo(ChronoUnit.SECONDS).toString());
		line.put("run", this.run);
		line.put("step", step);
		line.put("outcome", outcome);
		line.put("words", words);
		line.put("code", code);
		line.put("attempt", (this.attempt > 0) ? this.attempt : null);
		line.put("hash", this.hash);
		line.put("wanted", this.wanted);
		line.values().removeIf((value) -> value == null);
		add(after, "runner-fleet", JSON.writeValueAsString(line));
	}

	/** Adds a plain line of one of the other streams. */
	void add(Duration after, String stream, String text) {
		if (!this.group.isEmpty()) {
			this.lines.add(new LogLine(this.group, this.instanceId + "/" + stream, this.time.apply(after), text));
		}
	}

	List<LogLine> lines() {
		return List.copyOf(this.lines);
	}

}
