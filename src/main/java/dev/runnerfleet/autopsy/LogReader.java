package dev.runnerfleet.autopsy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.runnerfleet.autopsy.ManagerLog.Entry;
import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

import org.springframework.stereotype.Component;

/**
 * Reads what a manager wrote last, for whoever wants to see or search its log. What is
 * sought is compared with the lines as they are shown, here and not at AWS: so any text
 * is just text, and nobody can find out a hidden token by searching for parts of it.
 */
@Component
public class LogReader {

	/** A line for each that is wanted, and those of the same moment. */
	private static final int LINES = 1000;

	/** Of a stream, in one call, while something is sought in it. */
	private static final int SOUGHT_LINES = 2000;

	/** CloudWatch also gives pages that have nothing on them. */
	private static final int PAGES = 4;

	/** After this long each stream is asked once only. */
	private static final Duration PATIENCE = Duration.ofSeconds(4);

	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

	private final Aws aws;

	private final Clock clock;

	LogReader(Aws aws, Clock clock) {
		this.aws = aws;
		this.clock = clock;
	}

	/**
	 * Reads the last lines of some streams.
	 * @param instance the manager's instance id
	 * @return those that were found
	 * @throws AwsFailure if AWS refused or did not answer, or knows no such log group
	 */
	public Found read(Place place, String stackName, String instance, Wanted wanted) {
		Instant patient = this.clock.instant().plus(PATIENCE);
		List<Tail> tails = wanted.part()
			.streams()
			.stream()
			.map((stream) -> tail(place, stackName, instance + "/" + stream, stream, wanted, patient))
			.toList();
		return Found.of(tails, wanted);
	}

	private Tail tail(Place place, String stackName, String stream, String part, Wanted wanted, Instant patient) {
		List<Line> lines = new ArrayList<>();
		Instant first = null;
		Instant last = null;
		String token = null;
		for (int page = 0; page < PAGES; page++) {
			GetLogEventsResponse answer = events(place, stackName, stream, wanted, token);
			if (answer == null || page > 0 && Objects.equals(answer.nextBackwardToken(), token)) {
				return new Tail(lines, null);
			}
			List<OutputLogEvent> events = answer.events();
			if (!events.isEmpty()) {
				first = ManagerLog.instant(events.get(0).timestamp());
				last = (last != null) ? last : ManagerLog.instant(events.get(events.size() - 1).timestamp());
				lines.addAll(0, lines(events, part, wanted));
			}
			token = answer.nextBackwardToken();
			if (token == null) {
				return new Tail(lines, null);
			}
			if (lines.size() > wanted.most() || !this.clock.instant().isBefore(patient)) {
				break;
			}
		}
		return new Tail(lines, (first == null) ? null : first.equals(last) ? first : first.plusMillis(1));
	}

	private static List<Line> lines(List<OutputLogEvent> events, String part, Wanted wanted) {
		LogText text = new LogText();
		return events.stream()
			.map((event) -> new Timed(ManagerLog.instant(event.timestamp()),
					ManagerLog.entry(event.timestamp(), part, event.message(), text)))
			.filter((timed) -> wanted.part() != Part.ALL || !timed.entry().repeated())
			.map(Timed::line)
			.filter(wanted::wants)
			.toList();
	}

	/** What a manager has never written of is not there, which is nothing wrong. */
	private @Nullable GetLogEventsResponse events(Place place, String stackName, String stream, Wanted wanted,
			@Nullable String token) {
		try {
			return AwsFailure.guard("logs:GetLogEvents",
					() -> this.aws.logs(place)
						.getLogEvents((request) -> request.logGroupName(ManagerLog.group(stackName))
							.logStreamName(stream)
							.startTime(millis(wanted.since()))
							.endTime(millis(wanted.before()))
							.startFromHead(false)
							.limit(wanted.words().isEmpty() ? LINES : SOUGHT_LINES)
							.nextToken(token)));
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND && !ex.awsMessage().contains("log group")) {
				return null;
			}
			throw ex;
		}
	}

	/**
	 * CloudWatch counts from 1970, and what nobody lives to see is as good as its bound.
	 */
	private static @Nullable Long millis(@Nullable Instant at) {
		if (at == null) {
			return null;
		}
		return at.isBefore(Instant.EPOCH) ? 0L : (at.isAfter(LATEST) ? LATEST : at).toEpochMilli();
	}

	/** A line with the time by which CloudWatch orders it. */
	private record Timed(Instant at, Entry entry) {

		Line line() {
			return new Line(this.at, this.entry.part(), LogLevel.of(this.entry), this.entry.text());
		}

	}

	/**
	 * The end of a stream.
	 *
	 * @param from from when on nothing that was sought is missing; {@code null} where
	 * that is so of all of it
	 */
	private record Tail(List<Line> lines, @Nullable Instant from) {

	}

	/**
	 * What is to be read.
	 *
	 * @param part which part of the log
	 * @param words what each line has to have in it, in capitals or not; blank for all
	 * lines
	 * @param since none that is earlier, {@code null} for any
	 * @param before none that is as late or later, {@code null} for any
	 * @param most how many at the most, but for those of the same moment as the first
	 */
	public record Wanted(Part part, String words, @Nullable Instant since, @Nullable Instant before, int most) {

		/** Whether it is to be shown. */
		boolean wants(Line line) {
			return !line.text().isBlank()
					&& line.text().toLowerCase(Locale.ROOT).contains(this.words.toLowerCase(Locale.ROOT));
		}

		/** Those of lines that are kept from before, in the same way. */
		public Found of(List<Autopsy.Line> kept) {
			List<Line> lines = kept.stream()
				.filter((line) -> this.part == Part.ALL || this.part.streams().contains(line.stream()))
				.filter((line) -> this.since == null || !line.at().isBefore(this.since))
				.filter((line) -> this.before == null || line.at().isBefore(this.before))
				.map((line) -> new Line(line.at(), line.stream(), LogLevel.of(line), line.text()))
				.filter(this::wants)
				.toList();
			return Found.of(List.of(new Tail(lines, null)), this);
		}

	}

	/**
	 * What was found.
	 *
	 * @param lines the earliest first
	 * @param older what comes before is found with this as {@link Wanted#before()};
	 * {@code null} where there is nothing before
	 */
	public record Found(List<Line> lines, @Nullable Instant older) {

		/**
		 * Only what is later than the latest gap is told: within it nothing is missing.
		 */
		private static Found of(List<Tail> tails, Wanted wanted) {
			Optional<Instant> whole = tails.stream()
				.flatMap((tail) -> Stream.ofNullable(tail.from()))
				.max(Comparator.naturalOrder());
			List<Line> lines = tails.stream()
				.flatMap((tail) -> tail.lines().stream())
				.filter((line) -> whole.isEmpty() || !line.at().isBefore(whole.get()))
				.sorted(Comparator.comparing(Line::at))
				.toList();
			if (lines.size() <= wanted.most()) {
				return new Found(lines, whole.orElse(null));
			}
			Instant first = lines.get(lines.size() - wanted.most()).at();
			List<Line> last = lines.stream().filter((line) -> !line.at().isBefore(first)).toList();
			return new Found(last, (last.size() < lines.size()) ? first : whole.orElse(null));
		}

	}

	/**
	 * A line.
	 *
	 * @param at when it was written, by the manager's clock
	 * @param stream the part of the log, such as {@code gitlab-runner}
	 * @param level how bad it is
	 * @param text the line, without tokens and control characters, 500 characters at most
	 */
	public record Line(Instant at, String stream, Level level, String text) {

	}

	/** How bad a line is, by its own words. */
	public enum Level {

		ERROR, WARNING, INFO

	}

	/** Parts of a manager's log. Its reports are none: they are for the portal. */
	public enum Part {

		ALL("gitlab-runner", ManagerLog.STORY, "cloud-init-output", "cfn-init", "cfn-init-cmd", "cfn-hup"),
		/** The runner's own log. */
		RUNNER("gitlab-runner"),
		/** What the manager does with the runner. */
		MANAGER(ManagerLog.STORY, "cfn-hup"),
		/** How the machine came up. */
		BOOT("cloud-init-output", "cfn-init", "cfn-init-cmd");

		private final List<String> streams;

		Part(String... streams) {
			this.streams = List.of(streams);
		}

		List<String> streams() {
			return this.streams;
		}

	}

}
