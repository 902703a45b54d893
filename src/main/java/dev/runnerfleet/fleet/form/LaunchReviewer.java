package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Preflight;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at a launch or a change from every side before anything is sent: whether its
 * values are well-formed, whether the account has what they name, and whether it can
 * work.
 */
@Component
public class LaunchReviewer {

	private static final Pattern NOT_YET = Pattern.compile("name|key|runnerToken|source\\..*");

	private final LaunchValidator validator;

	private final AccountSurveyor surveyor;

	private final Preflight preflight;

	LaunchReviewer(LaunchValidator validator, AccountSurveyor surveyor, Preflight preflight) {
		this.validator = validator;
		this.surveyor = surveyor;
		this.preflight = preflight;
	}

	/**
	 * Looks at a launch.
	 * @param earlier a look that may have been at the same, {@code null} for none
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review launch(LaunchForm form, Blueprint blueprint, @Nullable Look earlier) {
		return review(this.validator.violations(form, blueprint), new Subject(form, blueprint, null, null), earlier);
	}

	/**
	 * Looks at a launch in the place of one that failed.
	 * @param fleetId the fleet whose launch failed
	 * @param earlier a look that may have been at the same, {@code null} for none
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review again(UUID fleetId, LaunchForm form, Blueprint blueprint, @Nullable Look earlier) {
		return review(this.validator.violations(form, blueprint), new Subject(form, blueprint, null, fleetId), earlier);
	}

	/**
	 * Looks at what a fleet that is there is to become.
	 * @param fleetId the fleet
	 * @param form what it is to become
	 * @param today what it is
	 * @param blueprint its blueprint
	 * @param earlier a look that may have been at the same, {@code null} for none
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review change(UUID fleetId, LaunchForm form, LaunchForm today, Blueprint blueprint, @Nullable Look earlier) {
		return review(this.validator.changeViolations(form, today, blueprint),
				new Subject(form, blueprint, today, fleetId), earlier);
	}

	/**
	 * Looks at a launch that somebody is still writing: what they have yet to enter is no
	 * reason to say so.
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review outlook(LaunchForm form, Blueprint blueprint) {
		Look look = look(this.validator.violations(form, blueprint),
				new Subject(form.holding(Secret.of("")), blueprint, null, null), this.preflight::glance);
		List<Violation> entered = look.violations()
			.stream()
			.filter((violation) -> !NOT_YET.matcher(violation.field()).matches())
			.toList();
		return new Review(entered, look.all().findings());
	}

	/**
	 * Begins to look from every side at a launch.
	 * @param fleetId the fleet whose launch failed before, {@code null} for a new one
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Look look(LaunchForm form, Blueprint blueprint, @Nullable UUID fleetId) {
		return look(this.validator.violations(form, blueprint), new Subject(form, blueprint, null, fleetId),
				this.preflight::begin);
	}

	/**
	 * The same for a fleet that is there.
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Look look(UUID fleetId, LaunchForm form, LaunchForm today, Blueprint blueprint) {
		return look(this.validator.changeViolations(form, today, blueprint),
				new Subject(form, blueprint, today, fleetId), this.preflight::begin);
	}

	/** What is to be sent is asked about only once nothing is wrong with it. */
	private Review review(List<Violation> malformed, Subject subject, @Nullable Look earlier) {
		if (!malformed.isEmpty()) {
			return new Review(malformed, List.of());
		}
		Look look = (earlier != null && earlier.isOf(subject)) ? earlier
				: look(malformed, subject, this.preflight::begin);
		return look.violations().isEmpty() ? look.all() : new Review(look.violations(), List.of());
	}

	/** What is wrong with some values is no reason not to look at the others. */
	private Look look(List<Violation> malformed, Subject subject, BiFunction<Plan, Boolean, Preflight.Run> checks) {
		LaunchForm form = subject.form();
		Map<String, String> values = WellFormed.of(form.values(subject.blueprint()), malformed);
		Optional<AccountSurvey> survey = this.surveyor.of(form.region(), values);
		List<Violation> violations = new ArrayList<>(malformed);
		if (survey.isEmpty()) {
			violations.add(new Violation("region", this.surveyor.noRegion(form.region())));
			return new Look(subject, violations, Preflight.Run.NONE, List.of());
		}
		AccountSurvey account = survey.get();
		violations.addAll(account.missing(form.subnetIds(), values));
		Plan plan = subject.plan(violations, account.subnets());
		return new Look(subject, violations, checks.apply(plan, violations.isEmpty()), account.unknown());
	}

	/** A launch or a change that is being looked at. */
	public static final class Look {

		private final Subject subject;

		private final List<Violation> violations;

		private final Preflight.Run checks;

		private final List<Finding> unknown;

		private Look(Subject subject, List<Violation> violations, Preflight.Run checks, List<Finding> unknown) {
			this.subject = subject;
			this.violations = List.copyOf(violations);
			this.checks = checks;
			this.unknown = unknown;
		}

		/** What cannot stay as it is. */
		public List<Violation> violations() {
			return this.violations;
		}

		/** The checks of the rest, under way or done. */
		Preflight.Run checks() {
			return this.checks;
		}

		/** What the fields are called that something may be said of, by their paths. */
		Map<String, String> labels() {
			return FieldLabels.of(this.subject.blueprint());
		}

		/** What has been found by now. */
		Review soFar() {
			return review(this.checks.soFar());
		}

		/** Waits for all that there is to find. */
		Review all() {
			return review(this.checks.all());
		}

		/** Whether nothing is to come. */
		boolean isDone() {
			return this.checks.done() == this.checks.size();
		}

		/** Whether the same would be found of something now. */
		boolean isOf(Subject subject) {
			return this.subject.isLike(subject);
		}

		/** Of what cannot stay as it is, nothing more is to be said. */
		private Review review(List<Finding> found) {
			List<Finding> findings = new ArrayList<>(found);
			findings.addAll(this.unknown);
			findings.removeIf((finding) -> this.violations.stream()
				.anyMatch((wrong) -> !wrong.field().isEmpty() && wrong.field().equals(finding.field())));
			return new Review(this.violations, List.copyOf(findings));
		}

	}

	/**
	 * What came of looking at a launch or a change.
	 *
	 * @param violations what cannot stay as it is
	 * @param findings what a person may know better
	 */
	public record Review(List<Violation> violations, List<Finding> findings) {

		/**
		 * Whether a person has to decide first.
		 * @param anyway whether they have: it is to go on all the same
		 */
		public boolean stops(boolean anyway) {
			return !anyway && this.findings.stream().anyMatch(Finding::stops);
		}

		/** Whether a field is among the reasons to stop. */
		public boolean stopsAt(String field) {
			return this.findings.stream().anyMatch((finding) -> finding.stops() && finding.field().equals(field));
		}

		/** What was found and went on, for the person who is told. */
		public List<String> warnings() {
			return this.findings.stream()
				.filter((finding) -> finding.stops() || finding.warns())
				.map(Finding::words)
				.toList();
		}

		/** What a person overruled, blank if nothing, for the audit trail. */
		public String overruled() {
			String messages = this.findings.stream()
				.filter(Finding::stops)
				.map(Finding::message)
				.collect(Collectors.joining(" "));
			return messages.isEmpty() ? "" : "Anyway: " + messages;
		}

	}

}
