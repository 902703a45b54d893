package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
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

	private final List<LaunchCheck> checks;

	LaunchReviewer(LaunchValidator validator, AccountSurveyor surveyor, List<LaunchCheck> checks) {
		this.validator = validator;
		this.surveyor = surveyor;
		this.checks = checks;
	}

	/**
	 * Looks at a launch.
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review launch(LaunchForm form, Blueprint blueprint) {
		return review(this.validator.violations(form, blueprint), form, null, blueprint);
	}

	/**
	 * Looks at what a fleet that is there is to become.
	 * @param form what it is to become
	 * @param today what it is
	 * @param blueprint its blueprint
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review change(LaunchForm form, LaunchForm today, Blueprint blueprint) {
		return review(this.validator.changeViolations(form, today, blueprint), form, today, blueprint);
	}

	/**
	 * Looks at a launch that somebody is still writing: what they have yet to enter is no
	 * reason to say so.
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	public Review outlook(LaunchForm form, Blueprint blueprint) {
		List<Violation> wrong = this.validator.violations(form, blueprint)
			.stream()
			.filter((violation) -> !NOT_YET.matcher(violation.field()).matches())
			.toList();
		return review(wrong, form.holding(Secret.of("")), null, blueprint);
	}

	private Review review(List<Violation> malformed, LaunchForm form, @Nullable LaunchForm today, Blueprint blueprint) {
		if (!malformed.isEmpty()) {
			return Review.wrong(malformed);
		}
		Map<String, String> values = form.values(blueprint);
		Optional<AccountSurvey> survey = this.surveyor.of(form.region(), values);
		if (survey.isEmpty()) {
			return Review.wrong(List.of(new Violation("region", "The account has no such region.")));
		}
		AccountSurvey account = survey.get();
		List<Violation> missing = missing(form, values, account);
		if (!missing.isEmpty()) {
			return Review.wrong(missing);
		}
		LaunchPlan plan = new LaunchPlan(form, blueprint, values, account, today);
		return new Review(List.of(), this.checks.stream().flatMap((check) -> check.findings(plan).stream()).toList());
	}

	private static List<Violation> missing(LaunchForm form, Map<String, String> values, AccountSurvey account) {
		List<Violation> violations = new ArrayList<>();
		if (account.subnets().isEmpty()) {
			violations.add(new Violation("parameters[VpcId]", "This VPC is not there or has no subnets."));
		}
		else if (!account.subnets().stream().map(Subnet::id).toList().containsAll(form.subnetIds())) {
			violations.add(new Violation("subnetIds", "Choose subnets of the VPC above."));
		}
		String keyPair = values.getOrDefault("ManagerKeyPair", "");
		if (!keyPair.isEmpty() && !account.keyPairs().orElse(List.of(keyPair)).contains(keyPair)) {
			violations.add(new Violation("parameters[ManagerKeyPair]", "The region has no key pair of that name."));
		}
		return violations;
	}

	/**
	 * What came of looking at a launch or a change.
	 *
	 * @param violations what cannot stay as it is
	 * @param findings what a person may know better; none while there are violations
	 */
	public record Review(List<Violation> violations, List<Finding> findings) {

		static Review wrong(List<Violation> violations) {
			return new Review(violations, List.of());
		}

		/**
		 * Whether a person has to decide first.
		 * @param anyway whether they have: it is to go on all the same
		 */
		public boolean stops(boolean anyway) {
			return !anyway && this.findings.stream().anyMatch(Finding::stops);
		}

		/** What was found and went on, for the person who is told. */
		public List<String> warnings() {
			return this.findings.stream().map(Finding::message).toList();
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
