package dev.runnerfleet.fleet.health;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;

/**
 * Answers why a job may be waiting: first what keeps every job from running, then what
 * holds some up, then what only the job's own page shows.
 */
final class WaitingReasons {

	private WaitingReasons() {
	}

	/** Every reason that there may be, the most likely first; never none. */
	static List<WaitingReason> of(WaitingCase facts) {
		Optional<WaitingReason> closed = closed(facts);
		if (closed.isPresent()) {
			return List.of(closed.get());
		}
		Optional<WaitingReason> ended = manager(facts);
		if (ended.isPresent()) {
			return Stream.concat(ended.stream(), JobReasons.of(facts)).toList();
		}
		return Stream
			.concat(Stream
				.<Function<WaitingCase, Optional<WaitingReason>>>of(WaitingReasons::full, WaitingReasons::scaling,
						WaitingReasons::starting, WaitingReasons::reclaimed, WaitingReasons::cold)
				.flatMap((question) -> question.apply(facts).stream()), JobReasons.of(facts))
			.sorted(Comparator.comparing(WaitingReason::likelihood))
			.toList();
	}

	/** What the fleet's state says: nothing else matters then. */
	private static Optional<WaitingReason> closed(WaitingCase facts) {
		FleetState state = facts.state();
		if (state.takesJobs()) {
			return Optional.empty();
		}
		return Optional.of(switch (state) {
			case RUNNER_PAUSED -> WaitingReason.certain("Its runner is paused in GitLab",
					"An earlier removal has paused it, and GitLab gives no jobs to a paused runner.",
					"Let it go on in GitLab, then say so under “Bring it back”.");
			case REMOVAL_STOPPED -> WaitingReason.certain("Its removal has stopped half way",
					"The removal has closed what takes jobs.", "“Bring it back”, or “Finish the removal”.");
			default -> (state.filter() == FleetState.Filter.WORKING)
					? WaitingReason.certain("Something is under way: it does not take every job now",
							"While a fleet is launched, changed or removed its manager may not run.",
							"Wait until that is over; the page above says how far it is.")
					: (state.filter() == FleetState.Filter.REMOVED)
							? WaitingReason.certain("The fleet is gone", "It takes no jobs any more.",
									"Give the job the tags of another fleet.")
							: WaitingReason.certain("The fleet is not in order", "It takes no jobs as it is now.",
									"What is wrong and what to do is told above.");
		});
	}

	/** Whether anybody asks GitLab for jobs, and may. */
	private static Optional<WaitingReason> manager(WaitingCase facts) {
		Health health = facts.health();
		String what = (health != null) ? health.advice() : "";
		if (facts.is(Health.Kind.MANAGER_GONE)) {
			return Optional.of(WaitingReason.certain("Its manager is gone",
					"Nobody asks GitLab for jobs: they wait until a manager runs again.", what));
		}
		if (facts.is(Health.Kind.NOT_POLLING) && facts.unread()) {
			return Optional.of(WaitingReason.certain("Its runner does not run",
					"The manager is up, but nobody on it asks GitLab for jobs.", what));
		}
		if (facts.is(Health.Kind.NOT_POLLING)) {
			return Optional.of(WaitingReason.certain("The manager does not reach GitLab",
					"It runs, but GitLab does not answer it, so it gets no jobs.", what));
		}
		if (facts.is(Health.Kind.TOKEN_REFUSED) || facts.answer() == 401 || facts.answer() == 403
				|| facts.answer() == 410) {
			return Optional.of(WaitingReason.certain("GitLab refuses the runner’s token",
					"It answers %s each time that the runner asks for a job: the token has expired, or the runner was removed in GitLab."
						.formatted((facts.answer() > 0) ? String.valueOf(facts.answer()) : "no"),
					what.isEmpty() ? "Create another runner in GitLab and give the fleet its token with “Change”."
							: what));
		}
		if (facts.is(Health.Kind.SILENT)) {
			return Optional.of(WaitingReason.likely("Its manager has fallen silent",
					"No report comes any more. It may be out of memory or disk, and take no jobs.", what));
		}
		if (facts.unread()) {
			return Optional.of(WaitingReason.likely("Its runner may hang",
					"The manager reports, but not what its runner does, so it may take no jobs.", what));
		}
		return Optional.empty();
	}

	private static Optional<WaitingReason> full(WaitingCase facts) {
		if (!facts.full()) {
			return Optional.empty();
		}
		long most = facts.limit();
		String waits = (facts.pulse() != null && facts.pulse().queue() != null
				&& facts.pulse().queue().median() != null)
						? " Half of those taken lately had waited up to %s."
							.formatted(length(Duration.ofSeconds(facts.pulse().queue().median())))
						: "";
		return Optional
			.of(WaitingReason.likely("All %s taken".formatted((most == 1) ? "its one place is" : most + " places are"),
					"%d of %d jobs run, so the next waits for one to end.%s".formatted(facts.running(), most, waits),
					"Wait, or raise “Jobs at once” with “Change”."));
	}

	private static Optional<WaitingReason> scaling(WaitingCase facts) {
		Pulse.Scaling scaling = (facts.pulse() != null) ? facts.pulse().scaling() : null;
		if (scaling == null) {
			return facts.is(Health.Kind.CANNOT_SCALE) && facts.health() != null ? Optional.of(WaitingReason
				.likely("New workers cannot start", facts.health().words() + ".", facts.health().advice()))
					: Optional.empty();
		}
		String said = scaling.words().isBlank() ? "AWS gave no reason." : "AWS says: " + scaling.words();
		return Optional.of(switch (scaling.code()) {
			case "InsufficientInstanceCapacity", "UnfulfillableCapacity", "SpotMaxPriceTooLow" -> WaitingReason.likely(
					"AWS has no machine of this type free", said,
					"AWS is asked again and again. Add instance types or subnets in other zones with “Change”, or raise the on-demand share.");
			case "VcpuLimitExceeded", "InstanceLimitExceeded", "MaxSpotInstanceCountExceeded" ->
				WaitingReason.likely("The account’s limit of vCPUs is reached", said,
						"Ask AWS for a higher quota in Service Quotas, or end other machines of this account.");
			default -> WaitingReason.likely("New workers cannot start", said,
					(facts.is(Health.Kind.CANNOT_SCALE) && facts.health() != null) ? facts.health().advice()
							: "Set right what AWS names, then the manager goes on by itself.");
		});
	}

	private static Optional<WaitingReason> starting(WaitingCase facts) {
		if (facts.starting() == 0 || facts.full()) {
			return Optional.empty();
		}
		return Optional.of(WaitingReason.likely(
				(facts.starting() == 1) ? "A worker is starting for it" : facts.starting() + " workers are starting",
				start(facts), "Wait. To have workers ready before jobs come, raise “Idle capacity” with “Change”."));
	}

	/** How long a start takes, from this fleet's own where there were some. */
	private static String start(WaitingCase facts) {
		Duration usual = facts.usualStart();
		return (usual != null) ? "Half of the jobs that came while a worker was starting waited up to %s here."
			.formatted(length(usual)) : "A machine usually needs one to three minutes until it takes its first job.";
	}

	private static Optional<WaitingReason> reclaimed(WaitingCase facts) {
		return (facts.spot() && facts.failedWorkers() > 0) ? Optional.of(WaitingReason.likely(
				"AWS may have taken spot workers back",
				"%s lost. A job on such a worker fails after two minutes’ notice, and its retry waits for another one."
					.formatted((facts.failedWorkers() == 1) ? "A worker was" : facts.failedWorkers() + " workers were"),
				"Have such jobs retried (retry: runner_system_failure), or raise the on-demand share with “Change”."))
				: Optional.empty();
	}

	/** Nobody is at fault: no worker is kept for it now. */
	private static Optional<WaitingReason> cold(WaitingCase facts) {
		if (facts.full() || facts.ready() > 0 || facts.starting() > 0 || facts.kept() != 0) {
			return Optional.empty();
		}
		String first = "The first job waits until a machine has started. " + start(facts);
		return Optional.of(facts.offPeak()
				? WaitingReason.likely("Outside working hours no worker is kept ready", first,
						"Wait, or change the working hours or the off-peak idle capacity with “Change”.")
				: WaitingReason.likely("No worker is kept ready", first,
						"Wait, or raise “Idle capacity” with “Change”: idle workers cost money all the time."));
	}

	/** A length of time for a glance. */
	static String length(Duration length) {
		long seconds = length.toSeconds();
		return (seconds < 90) ? seconds + " s"
				: (seconds < 5400) ? Math.round(seconds / 60.0) + " min" : Math.round(seconds / 3600.0) + " h";
	}

}
