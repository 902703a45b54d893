package dev.runnerfleet.sandbox.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.runnerfleet.sandbox.manager.LogLine;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * All that happened to a stack and, unless somebody intervenes, all that will: a function
 * of what was asked of it, so that nothing needs to run while it happens.
 *
 * @param stack the stack
 * @param chapter the latest operation and what it is about
 * @param events every event, oldest first, those of the future included
 * @param lines all that managers log, oldest first, that of the future included
 * @param machines all that groups start, oldest first, those of the future included
 */
record SandboxTimeline(SandboxStack stack, Chapter chapter, List<StackEvent> events, List<LogLine> lines,
		List<MadeMachine> machines) {

	/**
	 * Plays out every operation of a stack.
	 * @throws IllegalArgumentException if a template refers to what there is not
	 */
	static SandboxTimeline of(SandboxStack stack) {
		SandboxTimeline timeline = null;
		for (SandboxOperation operation : stack.operations()) {
			timeline = next(stack, operation, timeline);
		}
		if (timeline == null) {
			throw new IllegalArgumentException("Nothing was asked of " + stack.id());
		}
		return timeline;
	}

	public History at(Instant now) {
		return new History(this.stack, this.chapter,
				this.events.stream().filter((event) -> !event.timestamp().isAfter(now)).toList(),
				this.lines.stream().filter((line) -> !line.at().isAfter(now)).toList(),
				this.machines.stream()
					.filter((machine) -> !machine.launchedAt().isAfter(now))
					.map((machine) -> machine.at(now))
					.toList());
	}

	private static SandboxTimeline next(SandboxStack stack, SandboxOperation operation,
			@Nullable SandboxTimeline soFar) {
		if (soFar == null) {
			Deployment first = new Deployment(stack, operation, null);
			EventRecorder played = Creation.played(stack, operation, first);
			return of(stack, new Chapter(operation, first, first), played, played.events(), played.lines());
		}
		// An operation ends whatever the one before it had yet to do.
		History history = soFar.at(operation.startedAt());
		Deployment current = history.deployment();
		Chapter chapter = switch (operation.kind()) {
			case UPDATE -> new Chapter(operation, current, new Deployment(stack, operation, current));
			case CANCEL, CONTINUE -> soFar.chapter().followedBy(operation);
			case CREATE, DELETE -> new Chapter(operation, current, current);
		};
		List<StackEvent> events = new ArrayList<>(history.events());
		EventRecorder played = switch (operation.kind()) {
			case UPDATE -> Update.played(stack, chapter, history);
			case CANCEL, CONTINUE -> Rollback.played(stack, chapter, history);
			case CREATE, DELETE -> SandboxRemoval.played(stack, operation, current, history);
		};
		events.addAll(played.events());
		List<LogLine> lines = new ArrayList<>(history.lines());
		lines.addAll(played.lines());
		return of(stack, chapter, played, events, lines);
	}

	private static SandboxTimeline of(SandboxStack stack, Chapter chapter, EventRecorder played,
			List<StackEvent> events, List<LogLine> lines) {
		return new SandboxTimeline(stack, chapter,
				events.stream().sorted(Comparator.comparing(StackEvent::timestamp)).toList(),
				lines.stream().sorted(Comparator.comparing(LogLine::at)).toList(), played.machines());
	}

}
