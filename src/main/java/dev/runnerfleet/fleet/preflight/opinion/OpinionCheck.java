package dev.runnerfleet.fleet.preflight.opinion;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.stack.EarlyValidation;
import dev.runnerfleet.stack.trial.Trials;

/**
 * Has AWS examine a launch as it examines every stack before it begins: whether names are
 * taken, values fit and quotas suffice.
 */
class OpinionCheck implements Check {

	/** Of the right shape, and no token: the real one goes to AWS with a launch alone. */
	private static final String NO_TOKEN = "glrt-" + "x".repeat(20);

	/** What AWS says of the launch itself, and not of whoever asks. */
	private static final Set<AwsFailure.Kind> REFUSALS = EnumSet.of(AwsFailure.Kind.INVALID, AwsFailure.Kind.LIMIT);

	private static final String MEND = "Change the value that it is about, or remove what is in the way, "
			+ "and check once more.";

	/** Left of a check's time to throw the change set away. */
	private static final Duration CLEARING = Duration.ofSeconds(1);

	private final Trials trials;

	private final Duration patience;

	OpinionCheck(Trials trials, Duration patience) {
		this.trials = trials;
		this.patience = (patience.compareTo(CLEARING.multipliedBy(2)) > 0) ? patience.minus(CLEARING)
				: patience.dividedBy(2);
	}

	@Override
	public String subject() {
		return "AWS's own opinion";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public boolean whole() {
		return true;
	}

	/** A change has its preview, which is as good. */
	@Override
	public List<Finding> findings(Plan plan) {
		if (!plan.isLaunch() || plan.name().isBlank()) {
			return List.of();
		}
		Map<String, String> parameters = new LinkedHashMap<>(plan.values());
		parameters.put(plan.blueprint().secret().name(), NO_TOKEN);
		try {
			return findings(this.trials
				.ask(new Trials.Request(plan.place(), plan.name(), plan.blueprint().body(), parameters), this.patience),
					plan);
		}
		catch (AwsFailure ex) {
			if (REFUSALS.contains(ex.kind())) {
				return List.of(Finding.stops("", "AWS refuses this launch. " + ex.words()).mend(MEND));
			}
			throw ex;
		}
	}

	private List<Finding> findings(Trials.Opinion opinion, Plan plan) {
		if (!opinion.told()) {
			return List.of(late(plan, this.patience));
		}
		if (opinion.refused() && opinion.failures().isEmpty()) {
			return List.of(Finding.stops("", "AWS refuses this launch. " + opinion.reason()).mend(MEND));
		}
		return opinion.failures().stream().map((failure) -> finding(failure, opinion.refused())).toList();
	}

	private static Finding finding(EarlyValidation.Failure failure, boolean refused) {
		return (refused && !failure.warning())
				? Finding.stops("", "AWS refuses this launch. " + failure.words()).mend(MEND)
				: Finding.warns("", "AWS warns of this launch. " + failure.words());
	}

	@Override
	public Finding late(Plan plan, Duration waited) {
		return Finding
			.notes("",
					"AWS was still examining this launch after %d s. Launching is no risk: it examines it again then."
						.formatted(waited.toSeconds()))
			.mend("To wait longer for its opinion, set portal.preflight.patience.");
	}

}
