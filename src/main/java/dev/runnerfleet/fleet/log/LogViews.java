package dev.runnerfleet.fleet.log;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.runnerfleet.autopsy.Autopsies;
import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.autopsy.LogReader.Found;
import dev.runnerfleet.autopsy.LogReader.Part;
import dev.runnerfleet.autopsy.LogReader.Wanted;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.manager.ManagerGroups;
import dev.runnerfleet.manager.Managers;
import dev.runnerfleet.manager.Managers.Crew;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Shows what a fleet's manager wrote last: from its log group while there is a manager,
 * and from what was kept of an operation once there is none.
 */
@Component
public class LogViews {

	/** As many as one looks through on a page. */
	static final int MOST = 200;

	private final Managers managers;

	private final ManagerGroups groups;

	private final Autopsies autopsies;

	private final LogReads reads;

	private final Clock clock;

	LogViews(Managers managers, ManagerGroups groups, Autopsies autopsies, LogReads reads, Clock clock) {
		this.managers = managers;
		this.groups = groups;
		this.autopsies = autopsies;
		this.reads = reads;
		this.clock = clock;
	}

	/** What has come at once; a page that is completed later shows no more. */
	public LogView atOnce(Stack stack, LogQuery query) {
		return view(stack, query, true);
	}

	/** What has come in the time that somebody waits for a page. */
	public LogView inTime(Stack stack, LogQuery query) {
		return view(stack, query, false);
	}

	private LogView view(Stack stack, LogQuery query, boolean atOnce) {
		if (isUnseen(stack)) {
			if (atOnce) {
				return LogView.PENDING;
			}
			try {
				look(stack);
			}
			catch (AwsFailure ex) {
				return LogView.troubled(ex.words());
			}
		}
		Instant now = this.clock.instant();
		String manager = manager(stack).orElse(null);
		Wanted wanted = query.wanted(now, MOST);
		Optional<Kept> kept = present(stack) ? Optional.empty() : kept(stack, wanted);
		if (kept.isPresent() || manager == null) {
			return kept.map((each) -> LogView.of(each.found(), each.words(now), none(query), now))
				.orElseGet(() -> LogView.troubled(nobody(stack)));
		}
		var pending = this.reads.begin(stack, manager, wanted, query);
		Reading<Found> reading = atOnce ? pending.atOnce() : pending.inTime();
		if (atOnce && reading.isLate()) {
			return LogView.PENDING;
		}
		return reading.failure()
			.map((failure) -> instead(stack, query, failure, now))
			.orElseGet(() -> LogView.of(reading.orThrow(), "", none(query), now));
	}

	/** Without its log group all that there is is what was kept. */
	private LogView instead(Stack stack, LogQuery query, AwsFailure failure, Instant now) {
		if (failure.kind() != AwsFailure.Kind.NOT_FOUND) {
			return LogView.troubled(failure.words());
		}
		return kept(stack, query.wanted(now, MOST))
			.map((each) -> LogView.of(each.found(), each.words(now), none(query), now))
			.orElseGet(() -> LogView.troubled(missing(stack)));
	}

	/**
	 * The same for scripts.
	 * @return empty where there is neither a manager nor anything that was kept
	 * @throws AwsFailure if AWS refused or did not answer in time
	 */
	Optional<Lines> lines(Stack stack, Wanted wanted) {
		if (isUnseen(stack)) {
			look(stack);
		}
		String manager = manager(stack).orElse(null);
		Optional<Kept> kept = present(stack) ? Optional.empty() : kept(stack, wanted);
		if (kept.isPresent() || manager == null) {
			return kept.map((each) -> new Lines(each.found(), each.at()));
		}
		Reading<Found> reading = this.reads.begin(stack, manager, wanted, wanted).inTime();
		if (reading.failure().filter((failure) -> failure.kind() == AwsFailure.Kind.NOT_FOUND).isPresent()) {
			return kept(stack, wanted).map((each) -> new Lines(each.found(), each.at()));
		}
		return Optional.of(new Lines(reading.orThrow(), null));
	}

	/** Where one sees more of a fleet's machines and of its runner. */
	public List<Link> links(Stack stack, Fleet fleet) {
		String manager = present(stack) ? manager(stack).orElse("") : "";
		boolean gone = FleetState.of(stack) == FleetState.MANAGER_GONE;
		return Stream
			.of(new Link("Session Manager",
					(manager.isEmpty() || gone) ? null : ConsoleLinks.session(stack.region(), manager)),
					new Link("Log group",
							ConsoleLinks.resource(stack.region(), "AWS::Logs::LogGroup",
									Blueprint.logGroup(stack.name()))),
					new Link("Runner in GitLab", (fleet.runner() != null) ? fleet.runner().link() : null))
			.filter((link) -> link.url() != null && !link.url().isEmpty())
			.toList();
	}

	private Optional<Kept> kept(Stack stack, Wanted wanted) {
		return this.autopsies.lastOf(stack.id())
			.map((autopsy) -> new Kept(wanted.of(autopsy.lines()), autopsy.askedAt(), autopsy.purpose()));
	}

	/** Whether there is a group of whose machines nobody has asked yet. */
	private boolean isUnseen(Stack stack) {
		Crew crew = this.managers.of(stack.id());
		return crew.working() == null && crew.group() != null && present(stack);
	}

	private void look(Stack stack) {
		this.groups.look(stack.place(), Map.of(stack.id(), String.valueOf(this.managers.of(stack.id()).group())));
	}

	/** The manager that works or did last, whether it is still there or not. */
	private Optional<String> manager(Stack stack) {
		return Optional.ofNullable(this.managers.of(stack.id()).working())
			.filter((id) -> id.matches("i-[0-9a-f]{8,17}"));
	}

	/** Whether CloudFormation has a manager, whatever became of it at EC2. */
	private boolean present(Stack stack) {
		return FleetState.of(stack).filter() != FleetState.Filter.REMOVED && this.managers.of(stack.id()).present();
	}

	private static String nobody(Stack stack) {
		return (FleetState.of(stack).filter() == FleetState.Filter.WORKING)
				? "There is no manager yet that could have written anything."
				: "There is no manager that could have written anything.";
	}

	private static String missing(Stack stack) {
		return (FleetState.of(stack).filter() == FleetState.Filter.REMOVED)
				? "The fleet and its log group are gone, and nothing in it had failed for which the portal keeps lines."
				: "There is no log group %s. CloudFormation makes it at the launch; compare the fleet with its template by Check for drift."
					.formatted(Blueprint.logGroup(stack.name()));
	}

	private static String none(LogQuery query) {
		if (!query.words().isEmpty()) {
			return "No line has “%s” in it.".formatted(query.words());
		}
		return (query.part() == Part.ALL && query.span() == LogQuery.Span.ANY && query.before() == null)
				? "The manager has written nothing so far." : "Nothing was written in that time and part.";
	}

	/** A page elsewhere. */
	public record Link(String title, @Nullable String url) {

	}

	/**
	 * Lines for scripts.
	 *
	 * @param found what there is
	 * @param keptAt when they were kept; {@code null} where they are of the log itself
	 */
	record Lines(Found found, @Nullable Instant keptAt) {

	}

	/** What was kept of an operation. */
	private record Kept(Found found, Instant at, Autopsy.Purpose purpose) {

		String words(Instant now) {
			return "The portal kept these lines %s%s: the manager they are of is no longer there to be read.".formatted(
					(this.purpose == Autopsy.Purpose.FAILURE) ? "of what failed, " : "",
					ReadableTime.of(this.at, now).exact());
		}

	}

}
