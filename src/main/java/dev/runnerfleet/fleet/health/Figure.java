package dev.runnerfleet.fleet.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.pulse.Pulse;
import dev.runnerfleet.pulse.Pulses.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A number that a manager reports, in words.
 *
 * @param label what it is
 * @param value the number, blank where how long ago is the figure
 * @param ago when it was, {@code null} where it is about now
 * @param note what belongs to it, blank if nothing
 * @param at the moment that the note ends with, {@code null} if with none
 * @param alarming whether it is worth worry
 */
record Figure(String label, String value, @Nullable ReadableTime ago, String note, @Nullable ReadableTime at,
		boolean alarming) {

	static final String JOBS = "Jobs";

	static final String WORKERS = "Workers";

	static final String WAIT = "Wait";

	/** From where on a disk or memory is worth a word. */
	private static final long TIGHT = 80;

	private static final long FULL = 95;

	/**
	 * All that is worth telling of a report, what is alarming first.
	 * @param fresh whether it tells of the present; of an older one only its age is told
	 */
	static List<Figure> of(Reading reading, boolean fresh, Instant now) {
		Pulse pulse = reading.pulse();
		List<Figure> figures = new ArrayList<>();
		if (pulse == null || !fresh) {
			heard(reading.heardAt(), now, figures);
			return List.copyOf(figures);
		}
		jobs(pulse.jobs(), figures);
		workers(pulse.workers(), figures);
		queue(pulse, figures);
		contact(pulse, reading.heardAt(), now, figures);
		heard(reading.heardAt(), now, figures);
		tight("Manager’s disk", pulse.disk(), figures);
		tight("Manager’s memory", pulse.memory(), figures);
		since(pulse, now, figures);
		if (pulse.runner() != null) {
			figures.add(plain("GitLab Runner", pulse.runner(), ""));
		}
		return figures.stream().sorted(Comparator.comparing((figure) -> !figure.alarming)).toList();
	}

	/** One of them by its label, {@code null} where it is not told. */
	static @Nullable Figure find(String label, Reading reading, boolean fresh, Instant now) {
		return of(reading, fresh, now).stream().filter((figure) -> figure.label.equals(label)).findFirst().orElse(null);
	}

	private static void jobs(Pulse.@Nullable Jobs jobs, List<Figure> figures) {
		if (jobs == null || jobs.running() == null) {
			return;
		}
		figures.add(plain(JOBS, (jobs.limit() != null) ? "%d of %d".formatted(jobs.running(), jobs.limit())
				: String.valueOf(jobs.running()), "running"));
	}

	private static void workers(Pulse.@Nullable Workers workers, List<Figure> figures) {
		if (workers == null) {
			return;
		}
		List<String> parts = new ArrayList<>();
		part(parts, workers.busy(), "busy");
		part(parts, workers.ready(), "ready");
		part(parts, workers.starting(), "starting");
		part(parts, workers.deleting(), "ending");
		part(parts, workers.failed(), "failed");
		boolean counted = workers.busy() != null || workers.ready() != null || workers.starting() != null;
		String all = counted
				? String.valueOf(number(workers.busy()) + number(workers.ready()) + number(workers.starting())) : "–";
		figures.add(new Figure(WORKERS, (workers.max() != null) ? "%s of %d".formatted(all, workers.max()) : all, null,
				counted ? String.join(", ", parts) : "the runner does not say", null, number(workers.failed()) > 0));
	}

	private static void part(List<String> parts, @Nullable Long number, String what) {
		if (number != null && number > 0) {
			parts.add(number + " " + what);
		}
	}

	private static void queue(Pulse pulse, List<Figure> figures) {
		Pulse.Queue queue = pulse.queue();
		if (queue == null || queue.median() == null) {
			if (pulse.jobs() != null) {
				figures.add(plain(WAIT, "–", "no job taken in the last 5 min"));
			}
			return;
		}
		figures.add(plain(WAIT, seconds(queue.median()),
				(queue.longest() != null) ? "the longest " + seconds(queue.longest()) : "in the middle"));
	}

	/** The manager's clock may be set otherwise than the portal's. */
	private static void contact(Pulse pulse, @Nullable Instant heardAt, Instant now, List<Figure> figures) {
		Pulse.Contact contact = pulse.gitlab();
		if (contact == null) {
			return;
		}
		if (contact.at() == null) {
			figures.add(new Figure("GitLab", "Not reached", null, "since the runner began", null, true));
			return;
		}
		Instant at = Objects.requireNonNullElse(heardAt, pulse.at()).minus(Duration.between(contact.at(), pulse.at()));
		String note = switch (contact.status()) {
			case 201 -> "gave a job";
			case 204 -> "had no job for it";
			case 0 -> "no answer since";
			default -> "answered " + contact.status();
		};
		boolean well = contact.status() == 201 || contact.status() == 204;
		figures.add(new Figure("GitLab", "", ReadableTime.of(at, now), note, null, !well));
	}

	private static void heard(@Nullable Instant heardAt, Instant now, List<Figure> figures) {
		if (heardAt != null) {
			ReadableTime at = ReadableTime.of(heardAt, now);
			figures.add(new Figure("Last report", "", at, "", at, false));
		}
	}

	private static void tight(String label, @Nullable Long percent, List<Figure> figures) {
		if (percent != null && percent >= TIGHT) {
			boolean full = percent >= FULL;
			String note = full ? "it may fail: enlarge it with Change" : "";
			figures.add(new Figure(label, percent + " % full", null, note, null, full));
		}
	}

	private static void since(Pulse pulse, Instant now, List<Figure> figures) {
		Pulse.Jobs jobs = pulse.jobs();
		if (jobs == null || jobs.finished() == null || pulse.since() == null) {
			return;
		}
		figures.add(new Figure("Jobs done", String.format(Locale.ROOT, "%,d", jobs.finished()), null,
				(number(jobs.failed()) > 0) ? String.format(Locale.ROOT, "%,d failed, since", jobs.failed()) : "since",
				ReadableTime.of(pulse.since(), now), false));
	}

	private static Figure plain(String label, String value, String note) {
		return new Figure(label, value, null, note, null, false);
	}

	private static String seconds(long seconds) {
		return WaitingReasons.length(Duration.ofSeconds(seconds));
	}

	private static long number(@Nullable Long value) {
		return (value != null) ? value : 0;
	}

}
