package dev.runnerfleet.fleet.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.gitlab.reading.RunnerReads;
import dev.runnerfleet.manager.Managers;
import dev.runnerfleet.manager.Managers.Crew;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;
import dev.runnerfleet.pulse.Pulses;
import dev.runnerfleet.pulse.Pulses.Point;
import dev.runnerfleet.pulse.Pulses.Reading;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Puts a fleet's pulse into what a page shows. How it is is said only where its state
 * leaves that open, so that the two never contradict each other.
 */
@Component
public class HealthViews {

	private static final Duration KEPT = Duration.ofDays(14);

	/** What is older tells nothing of the present. */
	private static final Duration FRESH = Duration.ofMinutes(3);

	private static final int ENOUGH_STARTS = 3;

	private final Pulses pulses;

	private final RunnerReads runners;

	private final Managers managers;

	HealthViews(Pulses pulses, RunnerReads runners, Managers managers) {
		this.pulses = pulses;
		this.runners = runners;
		this.managers = managers;
	}

	/**
	 * All that its page shows of a fleet's pulse.
	 * @return empty where there is nothing that could have one
	 */
	public Optional<View> of(Stack stack, Fleet fleet, Instant now) {
		FleetState state = FleetState.of(stack);
		Reading reading = this.pulses.of(stack.id()).orElse(null);
		if (reading == null || state.filter() == FleetState.Filter.REMOVED) {
			return Optional.empty();
		}
		boolean heard = reading.heardAt() != null;
		List<Point> points = heard ? this.pulses.history(stack.id(), KEPT) : List.of();
		Pulse present = fresh(reading, now) ? reading.pulse() : null;
		WaitingCase waiting = new WaitingCase(state, reading.health(), present, fleet, usualStart(points), now,
				(fleet.runner() != null) ? this.runners.known(fleet.gitlabUrl(), fleet.runner().id()) : null);
		Health health = state.takesJobs() ? reading.health() : null;
		List<Figure> figures = Figure.of(reading, present != null, now);
		boolean alarming = figures.stream().anyMatch(Figure::alarming);
		Told told = told(health, now);
		Crew crew = this.managers.of(stack.id());
		return Optional.of(new View(told, (health != null) ? WhoseTrouble.of(health, present, alarming) : "",
				(health != null) ? Remedy.of(health, stack, manager(reading), crew.group()).orElse(null) : null,
				figures,
				points.isEmpty() ? List.of()
						: Arrays.stream(Chart.Span.values()).map((span) -> Chart.of(span, points, now)).toList(),
				heard ? WaitingReasons.of(waiting) : List.of(), notes(reading, present, told, crew),
				links(stack, fleet, reading, crew)));
	}

	/** What a list shows of some fleets, by fleet; those without a pulse are left out. */
	public Map<UUID, Glance> glances(Collection<Stack> stacks, Instant now) {
		Map<UUID, Reading> readings = this.pulses.of(stacks.stream().map(Stack::id).toList());
		return stacks.stream()
			.filter((stack) -> readings.containsKey(stack.id()))
			.collect(Collectors.toMap(Stack::id, (stack) -> glance(stack, readings.get(stack.id()), now)));
	}

	private static Glance glance(Stack stack, @Nullable Reading reading, Instant now) {
		if (reading == null) {
			return Glance.NONE;
		}
		boolean fresh = fresh(reading, now);
		Pulse pulse = fresh ? reading.pulse() : null;
		Instant heardAt = reading.heardAt();
		return new Glance(told(FleetState.of(stack).takesJobs() ? reading.health() : null, now),
				Figure.find(Figure.JOBS, reading, fresh, now), Figure.find(Figure.WORKERS, reading, fresh, now),
				(pulse != null && pulse.queue() != null && pulse.queue().median() != null)
						? Figure.find(Figure.WAIT, reading, true, now) : null,
				(heardAt != null) ? ReadableTime.of(heardAt, now) : null, !fresh);
	}

	private static boolean fresh(Reading reading, Instant now) {
		Instant heardAt = reading.heardAt();
		Health.Kind kind = reading.health().kind();
		return heardAt != null && heardAt.plus(FRESH).isAfter(now) && kind != Health.Kind.MANAGER_GONE
				&& kind != Health.Kind.SILENT;
	}

	private static @Nullable Told told(@Nullable Health health, Instant now) {
		if (health == null) {
			return null;
		}
		return new Told(health.kind(), health.words(), health.kind().tone(), health.ownAdvice(), health.said(),
				ReadableTime.of(health.since(), now));
	}

	/** By how long jobs had waited whenever a worker was starting. */
	private static @Nullable Duration usualStart(List<Point> points) {
		List<Integer> waits = points.stream()
			.filter((point) -> point.starting() != null && point.starting() > 0)
			.flatMap((point) -> Optional.ofNullable(point.waitMedian()).stream())
			.sorted()
			.toList();
		return (waits.size() < ENOUGH_STARTS) ? null : Duration.ofSeconds(waits.get(waits.size() / 2));
	}

	private static List<String> notes(Reading reading, @Nullable Pulse present, @Nullable Told told, Crew crew) {
		return Stream
			.of(crew.words(),
					(reading.trouble() != null && reading.heardAt() != null)
							? "Its log cannot be read at the moment: " + reading.trouble() : "",
					(present != null && present.trouble() != null
							&& (told == null || !told.advice().contains(present.trouble())))
									? "The manager could not read all of it: " + present.trouble() : "",
					(present != null && present.newer())
							? "This fleet’s report is newer than the portal: there may be more in it than is shown."
							: "")
			.filter((note) -> !note.isEmpty())
			.toList();
	}

	private static @Nullable String manager(Reading reading) {
		String manager = (reading.pulse() != null) ? reading.pulse().manager() : "";
		return manager.matches("i-[0-9a-f]{8,17}") ? manager : null;
	}

	private static List<Link> links(Stack stack, Fleet fleet, Reading reading, Crew crew) {
		String manager = manager(reading);
		String group = Remedy.group(stack, crew.group());
		String log = ConsoleLinks.resource(stack.region(), "AWS::Logs::LogGroup", Blueprint.logGroup(stack.name()));
		return Stream
			.of(new Link("Session Manager",
					(manager != null && reading.health().kind() != Health.Kind.MANAGER_GONE)
							? ConsoleLinks.session(stack.region(), manager) : ""),
					new Link("Manager’s group in EC2", (group != null) ? group : ""),
					new Link("Log group", (log != null) ? log : ""),
					new Link("Runner in GitLab", (fleet.runner() != null) ? fleet.runner().link() : ""))
			.filter((link) -> !link.url().isEmpty())
			.toList();
	}

	/**
	 * A fleet's pulse as its page shows it.
	 *
	 * @param health how it is, {@code null} where its state says all that is to be said
	 * @param whose whether it is the fleet or the job that somebody waits for, blank
	 * where its state says all
	 * @param remedy what to press, {@code null} where nothing would help
	 * @param figures what it reports in numbers
	 * @param charts the same over time, none where nothing was heard
	 * @param waiting why a job may wait, none where nothing is known of it
	 * @param notes what is odd about the report
	 * @param links where one sees more
	 */
	public record View(@Nullable Told health, String whose, @Nullable Remedy remedy, List<Figure> figures,
			List<Chart> charts, List<WaitingReason> waiting, List<String> notes, List<Link> links) {

		/** What holds up every job, whichever. */
		public List<?> holdsUp() {
			return this.waiting.stream()
				.filter((reason) -> reason.likelihood() != WaitingReason.Likelihood.POSSIBLE)
				.toList();
		}

		/** Whether anything was heard of it, so that there is more to show than that. */
		public boolean heard() {
			return !this.figures.isEmpty();
		}

	}

	/**
	 * How a fleet is.
	 *
	 * @param kind what it comes to
	 * @param words the same with its numbers
	 * @param tone its colour's meaning
	 * @param advice what to do, blank if nothing
	 * @param said AWS's own words to it, blank if there are none
	 * @param since since when
	 */
	public record Told(Health.Kind kind, String words, String tone, String advice, String said, ReadableTime since) {

		/** Whether something is wrong. */
		public boolean trouble() {
			return this.kind.trouble();
		}

		/** The words beside others, without what those say already. */
		public String beside(String said) {
			int article = this.words.startsWith("The ") ? "The ".length() : 0;
			return this.words.regionMatches(true, article, said, 0, said.length())
					? this.words.substring(article + said.length()).replaceFirst("^[:,]? *", "") : this.words;
		}

		/** Whether it is not known. */
		public boolean unknown() {
			return this.kind == Health.Kind.UNKNOWN;
		}

	}

	/**
	 * A fleet's pulse in one line.
	 *
	 * @param health how it is, {@code null} where its state says all
	 * @param jobs how many run of how many, {@code null} where that is not known
	 * @param workers how many there are
	 * @param waited how long jobs waited lately
	 * @param heardAt when it was heard last, {@code null} if never
	 * @param quiet whether that is too long ago to tell anything of now
	 */
	public record Glance(@Nullable Told health, @Nullable Figure jobs, @Nullable Figure workers,
			@Nullable Figure waited, @Nullable ReadableTime heardAt, boolean quiet) {

		private static final Glance NONE = new Glance(null, null, null, null, null, true);

	}

	/** A page elsewhere. */
	public record Link(String title, String url) {

	}

}
