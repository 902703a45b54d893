package dev.runnerfleet.fleet.preflight.permission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.aws.permission.Permissions;
import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Finding;

/**
 * Puts what AWS would deny into words: what is missing is cured by a policy, what is
 * forbidden is not.
 *
 * @param subject who would be denied
 * @param arn the same as an ARN
 * @param asked what AWS was asked
 * @param certainty how far the answer can be relied on
 * @param region where the console is to open
 */
record DenialWords(String subject, String arn, Asked asked, Certainty certainty, String region) {

	private static final String ORGANIZATION = "Ask whoever looks after the policies of your organisation in AWS: "
			+ "nothing in this account helps.";

	private static final Pattern ROLE = Pattern.compile(":role/(?:.*/)?([^/]+)$");

	List<Finding> findings(List<Permissions.Denied> denied) {
		Map<Denial, List<Permissions.Denied>> kinds = denied.stream()
			.collect(Collectors.groupingBy(this::denial, LinkedHashMap::new, Collectors.toList()));
		List<Finding> findings = new ArrayList<>();
		kinds.forEach((kind, each) -> findings.add(linked(finding(kind, each))));
		return findings;
	}

	private Denial denial(Permissions.Denied denied) {
		Kind kind = Kind.of(denied);
		boolean simulated = kind == Kind.UNKNOWN || kind == Kind.ORGANIZATION;
		return new Denial(kind, simulated ? "" : this.certainty.doubt(this.asked, denied.action()));
	}

	private Finding linked(Finding finding) {
		Matcher role = ROLE.matcher(this.arn);
		String page = role.find() ? ConsoleLinks.resource(this.region, "AWS::IAM::Role", role.group(1)) : null;
		return (page != null) ? finding.linked("The role in the AWS console", page) : finding;
	}

	private Finding finding(Denial denial, List<Permissions.Denied> denied) {
		String actions = denied.stream().map(Permissions.Denied::action).collect(Collectors.joining(", "));
		return switch (denial.kind()) {
			case UNKNOWN -> Finding.notes("",
					"AWS could not tell whether %s may call %s%s: that depends on %s.".formatted(this.subject, actions,
							on(),
							denied.stream()
								.flatMap((each) -> each.unknown().stream())
								.distinct()
								.collect(Collectors.joining(", "))));
			case MISSING -> denial.finding("%s may not call %s%s%s.".formatted(capital(), actions, on(), why()))
				.mend("Attach %s to %s: its statement %s allows it.".formatted(this.asked.policy().name(), this.arn,
						this.asked.statement()));
			case FORBIDDEN -> denial
				.finding("%s is forbidden to call %s%s%s.".formatted(capital(), actions, on(), why()))
				.mend("A policy denies it explicitly, so that allowing it does not help. Ask whoever looks after the "
						+ "policies of %s.".formatted(this.arn));
			case BOUNDARY -> denial
				.finding("The permissions boundary of %s does not include %s%s%s.".formatted(this.subject, actions,
						on(), why()))
				.mend("Ask whoever looks after that boundary: attaching a policy to %s does not help."
					.formatted(this.arn));
			case ORGANIZATION -> Finding
				.warns("",
						organization(actions) + " The simulation leaves out what such policies make exceptions for, "
								+ "so it may be allowed after all.")
				.mend(ORGANIZATION);
			case FORBIDDEN_BY_ORGANIZATION -> denial.finding(organization(actions)).mend(ORGANIZATION);
		};
	}

	private String organization(String actions) {
		return "A policy of the organisation does not let %s call %s%s%s.".formatted(this.subject, actions, on(),
				why());
	}

	private String capital() {
		return this.subject.substring(0, 1).toUpperCase(Locale.ROOT) + this.subject.substring(1);
	}

	private String on() {
		List<String> resources = this.asked.question().resources();
		return (resources.size() == 1) ? " on " + resources.get(0) : "";
	}

	private String why() {
		return this.asked.own() ? "" : ", which CloudFormation does for the fleet";
	}

	/**
	 * A denial for people.
	 *
	 * @param kind how it can be cured
	 * @param doubt why it may still not be in the way, blank if it surely is
	 */
	private record Denial(Kind kind, String doubt) {

		/** Only what is sure stops. */
		private Finding finding(String words) {
			return this.doubt.isEmpty() ? Finding.stops("", words) : Finding.warns("", words + " " + this.doubt);
		}

	}

	/** How a denial can be cured. */
	private enum Kind {

		UNKNOWN, MISSING, FORBIDDEN, BOUNDARY, ORGANIZATION, FORBIDDEN_BY_ORGANIZATION;

		private static Kind of(Permissions.Denied denied) {
			if (!denied.surely()) {
				return UNKNOWN;
			}
			return switch (denied.by()) {
				case ORGANIZATION -> denied.explicit() ? FORBIDDEN_BY_ORGANIZATION : ORGANIZATION;
				case BOUNDARY -> denied.explicit() ? FORBIDDEN : BOUNDARY;
				case IDENTITY -> denied.explicit() ? FORBIDDEN : MISSING;
			};
		}

	}

}
