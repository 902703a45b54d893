package dev.runnerfleet.sandbox.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.manager.LogLine;
import dev.runnerfleet.sandbox.story.History;

/**
 * The log groups of one region: those of stacks, and those that a manager makes by
 * logging, which no stack removes.
 */
class LogGroups {

	private final StackRegistry stacks;

	private final ManualChanges manualChanges;

	private final DerivedStreams derived;

	LogGroups(StackRegistry stacks, ManualChanges manualChanges, DerivedStreams derived) {
		this.stacks = stacks;
		this.manualChanges = manualChanges;
		this.derived = derived;
	}

	/** The lines of each log group that exists, oldest first. */
	Map<String, List<LogLine>> all() {
		Map<String, List<LogLine>> groups = new LinkedHashMap<>();
		for (History history : this.stacks.all()) {
			history.things("AWS::Logs::LogGroup")
				.stream()
				.filter((thing) -> thing.goneAt() == null && exists(thing.physicalId(), thing.createdAt()))
				.forEach((thing) -> groups.computeIfAbsent(thing.physicalId(), (name) -> new ArrayList<>()));
			history.lines()
				.stream()
				.filter((line) -> exists(line.group(), line.at()))
				.forEach((line) -> groups.computeIfAbsent(line.group(), (name) -> new ArrayList<>()).add(line));
		}
		return groups;
	}

	/** What a log group holds, empty if there is no such group. */
	Optional<LogContents> find(String name) {
		return Optional.ofNullable(all().get(name)).map((lines) -> new LogContents(lines, this.derived.of(name)));
	}

	void delete(String name) {
		this.stacks.exclusively(() -> {
			this.manualChanges.put(name, ManualChanges.Change.Kind.ENDED, this.stacks.now(), "");
			return true;
		});
	}

	private boolean exists(String name, Instant since) {
		return !this.manualChanges.ended(name, since);
	}

}
