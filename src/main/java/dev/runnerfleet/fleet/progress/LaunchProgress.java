package dev.runnerfleet.fleet.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.fleet.progress.UsualTimes.UsualTime;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.template.TemplateResource;
import org.jspecify.annotations.Nullable;

/**
 * How far a launch is, for somebody who has never heard of CloudFormation.
 *
 * @param steps its steps in order
 * @param elapsed since it was asked for, until its end
 * @param usual how long it usually takes
 * @param made how many resources there were at the most, also where they are cleared away
 * by now
 */
public record LaunchProgress(List<Step> steps, Duration elapsed, UsualTime usual, int made) {

	/** What a manager does before it has a token to try, as it names it. */
	private static final Set<String> BOOT = Set.of("swap", "agent", "retention", "boot-script", "machine", "runner",
			"secret", "authorities", "registries", "extra", "plugin");

	/** All of its boot. */
	private static final String WHOLE = "cfn-init";

	/**
	 * A step.
	 *
	 * @param label what it is
	 * @param about the same in a sentence
	 * @param state how far it is
	 * @param length how long it took, or has taken so far; {@code null} before it begins
	 * and where that is not told apart
	 * @param usual how long it usually takes, {@code null} where that is no time
	 */
	public record Step(String label, String about, State state, @Nullable Duration length, @Nullable Duration usual) {

	}

	/** How far a step is. */
	public enum State {

		WAITING, UNDER_WAY, DONE, FAILED,
		/** Something else failed, or somebody stopped the launch. */
		STOPPED

	}

	/**
	 * Sees the steps in what AWS has told.
	 * @param launch the launch
	 * @param events its events in the order they happened, with those of its undoing
	 * @param resources what the stack is to have
	 * @param usual how long launches take
	 * @param proving whether a first job is to run
	 * @param told what its machines told, {@code null} where that is nothing
	 * @param now how far work goes that has not ended
	 */
	public static LaunchProgress of(Operation launch, List<StackEvent> events, Collection<TemplateResource> resources,
			UsualTime usual, boolean proving, @Nullable Autopsy told, Instant now) {
		Instant end = (launch.finishedAt() != null) ? launch.finishedAt() : now;
		Instant there = events.isEmpty() ? end : events.get(0).at().plus(Duration.between(launch.startedAt(), end));
		List<StackEvent> creation = events.stream().filter((event) -> event.status().startsWith("CREATE_")).toList();
		List<Step> steps = new ArrayList<>();
		for (LaunchStep step : LaunchStep.values()) {
			List<String> parts = resources.stream().filter(step::covers).map(TemplateResource::logicalId).toList();
			if (step == LaunchStep.READY) {
				if (!proving) {
					steps.add(ready(launch, steps));
				}
			}
			else if (step == LaunchStep.WORKER || step == LaunchStep.JOB) {
				if (proving) {
					steps.add(LaunchProof.step(step, launch, told, usual.of(step), now));
				}
			}
			else if (!parts.isEmpty()) {
				steps.add(step(step, parts, creation, usual, launch.finished(), told, there));
			}
		}
		long made = creation.stream()
			.filter((event) -> !event.type().equals(StackEvent.STACK_TYPE))
			.filter((event) -> event.status().equals("CREATE_COMPLETE"))
			.map(StackEvent::logicalId)
			.distinct()
			.count();
		return new LaunchProgress(List.copyOf(steps), Duration.between(launch.startedAt(), end), usual, (int) made);
	}

	/** How much of the usual time is left, never less than nothing. */
	public Duration left() {
		Duration left = this.usual.length().minus(this.elapsed);
		return left.isNegative() ? Duration.ZERO : left;
	}

	private static Step ready(Operation launch, List<Step> before) {
		State state = (launch.state() == Operation.State.SUCCEEDED) ? State.DONE
				: !launch.finished() && before.stream().allMatch((step) -> step.state() == State.DONE) ? State.UNDER_WAY
						: State.WAITING;
		return new Step(LaunchStep.READY.label(), LaunchStep.READY.about(), state, null, null);
	}

	private static Step step(LaunchStep step, List<String> parts, List<StackEvent> creation, UsualTime whole,
			boolean over, @Nullable Autopsy told, Instant now) {
		List<StackEvent> own = creation.stream().filter((event) -> parts.contains(event.logicalId())).toList();
		State far = state(step, parts, own, told);
		State state = (over && far == State.UNDER_WAY) ? State.STOPPED : far;
		Instant end = (state == State.UNDER_WAY) ? now : end(own, told, now);
		boolean timed = step != LaunchStep.TOKEN && state != State.WAITING;
		Duration usual = whole.of(step);
		return new Step(step.label(), about(step, state, told), state, timed ? length(own.get(0).at(), end) : null,
				usual.isZero() ? null : usual);
	}

	private static Duration length(Instant begin, Instant end) {
		return end.isBefore(begin) ? Duration.ZERO : Duration.between(begin, end);
	}

	/**
	 * A manager that has come to its token has booted, though AWS waits for its signal.
	 */
	private static Instant end(List<StackEvent> own, @Nullable Autopsy told, Instant now) {
		Instant asked = (told != null && asking(told)) ? told.heardAt() : null;
		return (asked != null) ? asked : own.stream().map(StackEvent::at).max(Comparator.naturalOrder()).orElse(now);
	}

	/**
	 * What it is at or failed with in the manager's own words, where it is the manager's.
	 */
	private static String about(LaunchStep step, State state, @Nullable Autopsy told) {
		boolean manager = step == LaunchStep.MANAGER || step == LaunchStep.TOKEN;
		String words = (told == null || !manager) ? "" : switch (state) {
			case UNDER_WAY -> told.now();
			case FAILED -> told.words();
			default -> "";
		};
		return words.isEmpty() ? step.about() : words;
	}

	private static State state(LaunchStep step, List<String> parts, List<StackEvent> own, @Nullable Autopsy told) {
		boolean refused = own.stream().anyMatch((event) -> failed(event) && says(event, "FAILURE signal"));
		// What failed may count them, too: "Received 0 SUCCESS signal(s) out of 1".
		boolean signalled = own.stream().anyMatch((event) -> says(event, "Received SUCCESS signal"))
				|| parts.stream().allMatch((part) -> own.stream().anyMatch((event) -> complete(event, part)));
		return switch (step) {
			// Which of the two it was is known only once the manager has spoken.
			case MANAGER -> (refused && booting(told)) ? State.FAILED
					: (refused || signalled || asking(told)) ? State.DONE : begun(own);
			case TOKEN -> (refused && !booting(told)) ? State.FAILED
					: signalled ? State.DONE : asking(told) ? State.UNDER_WAY : State.WAITING;
			default -> signalled ? State.DONE : begun(own);
		};
	}

	/** Whether the manager says that it had not come to its token. */
	private static boolean booting(@Nullable Autopsy told) {
		return told != null && BOOT.contains(told.step());
	}

	/** Whether a manager that AWS still waits for has come to its token. */
	private static boolean asking(@Nullable Autopsy told) {
		return told != null && !told.now().isEmpty() && !BOOT.contains(told.step()) && !told.step().equals(WHOLE);
	}

	private static State begun(List<StackEvent> own) {
		if (own.stream().anyMatch(LaunchProgress::failed)) {
			return State.FAILED;
		}
		if (own.stream().anyMatch((event) -> event.status().equals("CREATE_FAILED"))) {
			return State.STOPPED;
		}
		return own.isEmpty() ? State.WAITING : State.UNDER_WAY;
	}

	/** What is given up because something else failed has not failed itself. */
	private static boolean failed(StackEvent event) {
		return event.status().equals("CREATE_FAILED") && !says(event, "cancelled");
	}

	private static boolean complete(StackEvent event, String part) {
		return event.logicalId().equals(part) && event.status().equals("CREATE_COMPLETE");
	}

	private static boolean says(StackEvent event, String words) {
		return Objects.requireNonNullElse(event.reason(), "").contains(words);
	}

}
