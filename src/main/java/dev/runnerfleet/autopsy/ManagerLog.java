package dev.runnerfleet.autopsy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

import org.springframework.stereotype.Component;

/** Reads the last lines of a manager's log group in a few calls. */
@Component
public class ManagerLog {

	/** Where a manager says what it is at. */
	static final String STORY = "runner-fleet";

	/** What is read of each part of the log, in all no more than an autopsy keeps. */
	private static final Map<String, Integer> PARTS = Map.of(STORY, 80, "cloud-init-output", 60, "cfn-init", 20,
			"cfn-init-cmd", 20, "gitlab-runner", 20);

	/** More than anybody reads of a failure. */
	private static final int LINES = 200;

	/** CloudWatch gives pages that have nothing on them before those that have. */
	private static final int PAGES = 4;

	private final Aws aws;

	ManagerLog(Aws aws) {
		this.aws = aws;
	}

	/** Where the machines of a stack write what they do. */
	static String group(String stackName) {
		return "/runner-fleet/" + stackName;
	}

	/**
	 * What the managers of a stack have said since some time.
	 * @param parts which parts of the log, the same for each machine
	 * @return each line, the earliest first
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	List<Entry> read(Place place, String group, Witnesses witnesses, List<String> parts) {
		List<Entry> entries = new ArrayList<>();
		try {
			for (String instance : witnesses.instances()) {
				for (String part : parts) {
					entries.addAll(tail(place, group, instance, part, witnesses.since()));
				}
			}
			if (witnesses.instances().isEmpty()) {
				entries.addAll(search(place, group, witnesses, parts));
			}
		}
		catch (NoLogGroup ex) {
			return List.of();
		}
		return entries.stream().sorted(Comparator.comparing(Entry::at)).toList();
	}

	/**
	 * The last lines of one stream, as they were written.
	 * @param stream its machine and its part, such as {@code i-0123456789abcdef0/pulse}
	 * @param before none that is dated later, {@code null} for all
	 * @param most how many at the most
	 * @return the earliest first
	 * @throws AwsFailure if AWS refused or did not answer, or knows no such group or
	 * stream
	 */
	public List<Line> last(Place place, String stackName, String stream, @Nullable Instant before, int most) {
		return AwsFailure
			.guard("logs:GetLogEvents",
					() -> this.aws.logs(place)
						.getLogEvents((request) -> request.logGroupName(group(stackName))
							.logStreamName(stream)
							.endTime((before != null) ? before.toEpochMilli() : null)
							.startFromHead(false)
							.limit(most)))
			.events()
			.stream()
			.map((event) -> new Line(instant(event.timestamp()),
					instant((event.ingestionTime() != null) ? event.ingestionTime() : event.timestamp()),
					Objects.requireNonNullElse(event.message(), "")))
			.toList();
	}

	static Instant instant(@Nullable Long millis) {
		return Instant.ofEpochMilli((millis != null) ? millis : 0);
	}

	/** All parts of the log that are kept. */
	static List<String> parts() {
		return PARTS.keySet().stream().sorted().toList();
	}

	private List<Entry> tail(Place place, String group, String instance, String part, Instant since) {
		List<OutputLogEvent> found = List.of();
		String token = null;
		for (int page = 0; page < PAGES && found.isEmpty(); page++) {
			GetLogEventsResponse answer = events(place, group, instance + "/" + part, since, part, token);
			if (answer == null || Objects.equals(answer.nextBackwardToken(), token)) {
				break;
			}
			found = answer.events();
			token = answer.nextBackwardToken();
		}
		LogText text = new LogText();
		return found.stream()
			.map((event) -> entry(event.timestamp(), part, event.message(), text))
			.filter((entry) -> !entry.text().isBlank())
			.toList();
	}

	private @Nullable GetLogEventsResponse events(Place place, String group, String stream, Instant since, String part,
			@Nullable String token) {
		try {
			return AwsFailure.guard("logs:GetLogEvents",
					() -> this.aws.logs(place)
						.getLogEvents((request) -> request.logGroupName(group)
							.logStreamName(stream)
							.startTime(since.toEpochMilli())
							.startFromHead(false)
							.limit(most(part))
							.nextToken(token)));
		}
		catch (AwsFailure ex) {
			if (ex.kind() != AwsFailure.Kind.NOT_FOUND || ex.awsMessage().contains("log group")) {
				throw (ex.kind() == AwsFailure.Kind.NOT_FOUND) ? new NoLogGroup() : ex;
			}
			return null;
		}
	}

	/**
	 * Where no machine is known by its id, the group tells by itself whose lines it has.
	 */
	private List<Entry> search(Place place, String group, Witnesses witnesses, List<String> parts) {
		List<FilteredLogEvent> found = new ArrayList<>();
		String token = null;
		for (int page = 0; page < PAGES && (page == 0 || token != null); page++) {
			String next = token;
			FilterLogEventsResponse answer = ofGroup(() -> AwsFailure.guard("logs:FilterLogEvents",
					() -> this.aws.logs(place)
						.filterLogEvents((request) -> request.logGroupName(group)
							.startTime(witnesses.since().toEpochMilli())
							.nextToken(next))));
			found.addAll(answer.events());
			token = answer.nextToken();
		}
		Map<String, List<FilteredLogEvent>> streams = found.stream()
			.collect(Collectors.groupingBy(FilteredLogEvent::logStreamName));
		return streams.entrySet()
			.stream()
			.filter((stream) -> parts.contains(part(stream.getKey()))
					&& !witnesses.others().contains(stream.getKey().split("/")[0]))
			.flatMap((stream) -> last(stream.getValue(), part(stream.getKey())).stream())
			.toList();
	}

	private static <T> T ofGroup(Supplier<T> call) {
		try {
			return call.get();
		}
		catch (AwsFailure ex) {
			throw (ex.kind() == AwsFailure.Kind.NOT_FOUND) ? new NoLogGroup() : ex;
		}
	}

	private static List<Entry> last(List<FilteredLogEvent> events, String part) {
		LogText text = new LogText();
		List<Entry> entries = events.stream()
			.map((event) -> entry(event.timestamp(), part, event.message(), text))
			.filter((entry) -> !entry.text().isBlank())
			.toList();
		return entries.subList(Math.max(0, entries.size() - most(part)), entries.size());
	}

	private static String part(String stream) {
		return stream.substring(stream.lastIndexOf('/') + 1);
	}

	private static int most(String part) {
		return PARTS.getOrDefault(part, 1);
	}

	/**
	 * The last lines of all that was told, without what a boot log repeats.
	 * @param activities what the group of workers told
	 */
	static List<Autopsy.Line> lines(List<Entry> entries, List<Autopsy.Line> activities) {
		boolean told = entries.stream().anyMatch((entry) -> entry.said() != null);
		List<Autopsy.Line> all = Stream
			.concat(entries.stream().filter((entry) -> !told || !entry.repeated()).map(Entry::line),
					activities.stream())
			.sorted(Comparator.comparing(Autopsy.Line::at))
			.toList();
		return all.subList(Math.max(0, all.size() - LINES), all.size());
	}

	static Entry entry(@Nullable Long timestamp, String part, @Nullable String message, LogText text) {
		Instant at = instant(timestamp);
		String raw = Objects.requireNonNullElse(message, "");
		String clean = text.next(raw);
		if (!part.equals(STORY) || clean.isEmpty()) {
			return new Entry(at, part, clean, null);
		}
		ManagerLine said = ManagerLine.of(at, raw.strip());
		return new Entry(said.at(), part, LogText.clean(said.readable()), said);
	}

	/**
	 * A line of the log.
	 *
	 * @param at when it was written
	 * @param part the part of the log
	 * @param text the line as it can be kept and shown
	 * @param said what it means where the manager tells of itself, {@code null} elsewhere
	 */
	record Entry(Instant at, String part, String text, @Nullable ManagerLine said) {

		/** Whether a boot log repeats what the manager says by itself. */
		boolean repeated() {
			return this.said == null && this.text.startsWith("runner-fleet: ");
		}

		Autopsy.Line line() {
			return new Autopsy.Line(this.at, this.part, this.text, (this.said == null || this.said.step().isEmpty())
					? null : new Autopsy.Said(this.said.step(), this.said.outcome(), this.said.words()));
		}

	}

	/**
	 * A line as it was written. It is anybody's text.
	 *
	 * @param at when it was written, by the machine's clock
	 * @param heardAt when CloudWatch got it, by AWS's clock
	 * @param text the whole of it
	 */
	public record Line(Instant at, Instant heardAt, String text) {

	}

	/** Nothing was ever logged, so that no further part need be asked for. */
	private static final class NoLogGroup extends RuntimeException {

		NoLogGroup() {
			super("There is no such log group", null, false, false);
		}

	}

}
