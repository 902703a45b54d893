package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Preflight;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at a launch or a change from every side before anything is sent: first whether
 * its values are well-formed, then whether the account has what they name, then whether
 * it can work.
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
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review launch(LaunchForm form, Blueprint blueprint) {
		return review(this.validator.violations(form, blueprint), new Subject(form, blueprint, null, null),
				this.preflight::begin);
	}

	/**
	 * Looks at a launch in the place of one that failed.
	 * @param fleetId the fleet whose launch failed
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review again(UUID fleetId, LaunchForm form, Blueprint blueprint) {
		return review(this.validator.violations(form, blueprint), new Subject(form, blueprint, null, fleetId),
				this.preflight::begin);
	}

	/**
	 * Looks at what a fleet that is there is to become.
	 * @param fleetId the fleet
	 * @param form what it is to become
	 * @param today what it is
	 * @param blueprint its blueprint
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review change(UUID fleetId, LaunchForm form, LaunchForm today, Blueprint blueprint) {
		return review(this.validator.changeViolations(form, today, blueprint),
				new Subject(form, blueprint, today, fleetId), this.preflight::begin);
	}

	/**
	 * Looks at a launch that somebody is still writing: what they have yet to enter is no
	 * reason to say so.
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review outlook(LaunchForm form, Blueprint blueprint) {
		return review(notYet(form, blueprint), new Subject(form.holding(Secret.of("")), blueprint, null, null),
				this.preflight::glance);
	}

	/**
	 * Begins to look from every side at a launch that somebody is still writing.
	 * @param fleetId the fleet whose launch failed before, {@code null} for a new one
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Look look(LaunchForm form, Blueprint blueprint, @Nullable UUID fleetId) {
		return look(notYet(form, blueprint), new Subject(form, blueprint, null, fleetId), this.preflight::begin);
	}

	/**
	 * The same for a fleet that is there.
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Look look(UUID fleetId, LaunchForm form, LaunchForm today, Blueprint blueprint) {
		return look(this.validator.changeViolations(form, today, blueprint),
				new Subject(form, blueprint, today, fleetId), this.preflight::begin);
	}

	private List<Violation> notYet(LaunchForm form, Blueprint blueprint) {
		return this.validator.violations(form, blueprint)
			.stream()
			.filter((violation) -> !NOT_YET.matcher(violation.field()).matches())
			.toList();
	}

	private Review review(List<Violation> malformed, Subject subject, Function<Plan, Preflight.Run> checks) {
		return look(malformed, subject, checks).all();
	}

	private Look look(List<Violation> malformed, Subject subject, Function<Plan, Preflight.Run> checks) {
		if (!malformed.isEmpty()) {
			return Look.wrong(malformed);
		}
		LaunchForm form = subject.form();
		Map<String, String> values = form.values(subject.blueprint());
		Optional<AccountSurvey> survey = this.surveyor.of(form.region(), values);
		if (survey.isEmpty()) {
			return Look.wrong(List.of(new Violation("region", this.surveyor.noRegion(form.region()))));
		}
		AccountSurvey account = survey.get();
		List<Violation> missing = account.missing(form.subnetIds(), values);
		return missing.isEmpty()
				? new Look(List.of(), checks.apply(subject.plan(values, account.subnets())), account.unknown())
				: Look.wrong(missing);
	}

	/** What is looked at: a form, and the fleet that it is for if there is one. */
	private record Subject(LaunchForm form, Blueprint blueprint, @Nullable LaunchForm today, @Nullable UUID fleetId) {

		Plan plan(Map<String, String> values, List<Subnet> subnets) {
			List<Subnet> chosen = this.form.subnetIds()
				.stream()
				.flatMap((id) -> subnets.stream().filter((subnet) -> subnet.id().equals(id)))
				.toList();
			boolean given = this.form.source().way() == TokenSource.Way.HAVE;
			return new Plan(Place.in(this.form.region()), this.form.name(), this.blueprint, values, chosen,
					this.form.gitlabUrl(), given ? this.form.runnerToken() : Secret.of(""),
					(this.today != null) ? this.today.values(this.blueprint) : Map.of(), this.fleetId);
		}

	}

	/**
	 * A launch or a change that is being looked at.
	 *
	 * @param violations what cannot stay as it is
	 * @param checks the checks that are under way; none while there are violations
	 * @param unknown what could not be found out before them
	 */
	public record Look(List<Violation> violations, Preflight.Run checks, List<Finding> unknown) {

		private static Look wrong(List<Violation> violations) {
			return new Look(violations, Preflight.Run.NONE, List.of());
		}

		/** What has been found by now. */
		public Review soFar() {
			return review(this.checks.soFar());
		}

		/** Waits for all that there is to find. */
		public Review all() {
			return review(this.checks.all());
		}

		/** Whether nothing is to come. */
		public boolean isDone() {
			return this.checks.done() == this.checks.size();
		}

		private Review review(List<Finding> found) {
			List<Finding> findings = new ArrayList<>(found);
			findings.addAll(this.unknown);
			return new Review(this.violations, List.copyOf(findings));
		}

	}

	/**
	 * What came of looking at a launch or a change.
	 *
	 * @param violations what cannot stay as it is
	 * @param findings what a person may know better; none while there are violations
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
