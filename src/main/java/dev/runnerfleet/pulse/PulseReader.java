package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.runnerfleet.autopsy.ManagerLog;
import dev.runnerfleet.aws.AwsFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads the last report of one fleet and tells how old it is by the portal's clock:
 * managers' clocks may be wrong, and whatever was not there at the last look was written
 * since.
 */
@Component
class PulseReader {

	/** Some of the last lines may be no reports. */
	private static final int LINES = 5;

	/** A line that is dated this much ahead may hide later ones. */
	private static final Duration AHEAD = Duration.ofMinutes(1);

	/** A report that is older has missed one: another manager may have taken over. */
	private static final Duration MISSED = Duration.ofSeconds(40);

	private final ManagerLog log;

	private final Clock clock;

	PulseReader(ManagerLog log, Clock clock) {
		this.log = log;
		this.clock = clock;
	}

	/**
	 * Reads once.
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	Heard read(LivingFleet fleet) {
		String speaker = fleet.speaker();
		if (speaker == null) {
			return nothingNew(fleet, null, null);
		}
		Heard heard = read(fleet, speaker);
		return missed(heard) ? successor(fleet, speaker).orElse(heard) : heard;
	}

	/** One that has taken over reports, and nobody has to tell first that it has. */
	private Optional<Heard> successor(LivingFleet fleet, String silent) {
		return Stream.of(fleet.waiting(), fleet.manager())
			.filter((other) -> other != null && !other.equals(silent))
			.map((other) -> read(fleet, other))
			.filter((heard) -> heard.news() && !missed(heard))
			.findFirst();
	}

	private boolean missed(Heard heard) {
		Instant at = heard.heardAt();
		return heard.refused() == null && (at == null || at.plus(MISSED).isBefore(this.clock.instant()));
	}

	private Heard read(LivingFleet fleet, String manager) {
		ManagerLog.Line last;
		try {
			last = latest(fleet, manager);
		}
		catch (AwsFailure ex) {
			if (ex.kind() != AwsFailure.Kind.NOT_FOUND) {
				throw ex;
			}
			return nothingNew(fleet, missing(ex, fleet), null);
		}
		return (last == null || last.text().equals(known(fleet))) ? nothingNew(fleet, null, null)
				: new Heard(fleet, last.text(),
						when(last, (known(fleet) != null && manager.equals(fleet.speaker())) ? fleet.lookedAt() : null),
						true, null, null);
	}

	/** What is known of a fleet whose log could not be read. */
	Heard refused(LivingFleet fleet, AwsFailure failure) {
		return nothingNew(fleet, failure.words(), failure.kind());
	}

	private static Heard nothingNew(LivingFleet fleet, @Nullable String trouble, AwsFailure.@Nullable Kind refused) {
		String known = known(fleet);
		return new Heard(fleet, known, (known != null) ? fleet.heardAt() : null, false, trouble, refused);
	}

	private static @Nullable String known(LivingFleet fleet) {
		return fleet.ofThisManager() ? fleet.line() : null;
	}

	/**
	 * A line of a clock that was ahead may hide those that were written since, but
	 * nothing that was written before it takes its place.
	 */
	private ManagerLog.@Nullable Line latest(LivingFleet fleet, String manager) {
		ManagerLog.Line last = last(fleet, manager, null);
		Instant now = this.clock.instant();
		if (last == null || !last.at().isAfter(now.plus(AHEAD)) || !seen(last, fleet)) {
			return last;
		}
		ManagerLog.Line hidden = last(fleet, manager, now);
		return (hidden != null && hidden.heardAt().isAfter(last.heardAt())) ? hidden : last;
	}

	private static boolean seen(ManagerLog.Line line, LivingFleet fleet) {
		Instant lookedAt = fleet.lookedAt();
		return line.text().equals(fleet.line()) || (lookedAt != null && !line.heardAt().isAfter(lookedAt));
	}

	private ManagerLog.@Nullable Line last(LivingFleet fleet, String manager, @Nullable Instant before) {
		List<ManagerLog.Line> lines = this.log.last(fleet.place(), fleet.name(), manager + "/pulse", before, LINES);
		for (int index = lines.size() - 1; index >= 0; index--) {
			if (PulseLine.read(lines.get(index).text())
				.filter((pulse) -> pulse.manager().equals(manager))
				.isPresent()) {
				return lines.get(index);
			}
		}
		return null;
	}

	private Instant when(ManagerLog.Line line, @Nullable Instant lookedBefore) {
		Instant now = this.clock.instant();
		Instant at = line.heardAt().isAfter(now) ? now : line.heardAt();
		return (lookedBefore != null && at.isBefore(lookedBefore)) ? lookedBefore : at;
	}

	private static @Nullable String missing(AwsFailure ex, LivingFleet fleet) {
		return ex.awsMessage().contains("log group")
				? "Its log group /runner-fleet/%s is not there. CloudFormation makes it; compare the fleet with its template by Check for drift."
					.formatted(fleet.name())
				: null;
	}

	/**
	 * What was heard of a fleet.
	 *
	 * @param fleet the fleet as it was known
	 * @param line the last report of the manager that it has now, {@code null} for none
	 * @param heardAt when that was written, by the portal's clock
	 * @param news whether it had not been heard before
	 * @param trouble why the log could not be read, {@code null} where it could
	 * @param refused how AWS refused that, {@code null} where it did not
	 */
	record Heard(LivingFleet fleet, @Nullable String line, @Nullable Instant heardAt, boolean news,
			@Nullable String trouble, AwsFailure.@Nullable Kind refused) {

		@Nullable Pulse pulse() {
			return PulseLine.read(this.line).orElse(null);
		}

		boolean throttled() {
			return this.refused == AwsFailure.Kind.THROTTLED;
		}

		/** Whether the place gave no answer at all. */
		boolean unanswered() {
			return this.refused == AwsFailure.Kind.UNKNOWN;
		}

	}

}
