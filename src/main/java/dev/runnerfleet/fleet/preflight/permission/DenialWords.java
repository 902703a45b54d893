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
 * @param region where the console is to open
 */
record DenialWords(String subject, String arn, Asked asked, String region) {

	private static final Pattern ROLE = Pattern.compile(":role/(?:.*/)?([^/]+)$");

	List<Finding> findings(List<Permissions.Denied> denied) {
		Map<Kind, List<Permissions.Denied>> kinds = denied.stream()
			.collect(Collectors.groupingBy(Kind::of, LinkedHashMap::new, Collectors.toList()));
		List<Finding> findings = new ArrayList<>();
		kinds.forEach((kind, each) -> findings.add(linked(finding(kind, each))));
		return findings;
	}

	private Finding linked(Finding finding) {
		Matcher role = ROLE.matcher(this.arn);
		String page = role.find() ? ConsoleLinks.resource(this.region, "AWS::IAM::Role", role.group(1)) : null;
		return (page != null) ? finding.linked("The role in the AWS console", page) : finding;
	}

	private Finding finding(Kind kind, List<Permissions.Denied> denied) {
		String actions = denied.stream().map(Permissions.Denied::action).collect(Collectors.joining(", "));
		return switch (kind) {
			case UNKNOWN -> Finding.notes("",
					"AWS could not tell whether %s may call %s%s: that depends on %s.".formatted(this.subject, actions,
							on(),
							denied.stream()
								.flatMap((each) -> each.unknown().stream())
								.distinct()
								.collect(Collectors.joining(", "))));
			case MISSING -> Finding.warns("", "%s may not call %s%s%s.".formatted(capital(), actions, on(), why()))
				.mend("Attach %s to %s: its statement %s allows it.".formatted(this.asked.policy().name(), this.arn,
						this.asked.statement()));
			case FORBIDDEN -> Finding
				.stops("", "%s is forbidden to call %s%s%s.".formatted(capital(), actions, on(), why()))
				.mend("A policy denies it explicitly, so that allowing it does not help. Ask whoever looks after the "
						+ "policies of %s.".formatted(this.arn));
			case BOUNDARY -> Finding
				.warns("",
						"The permissions boundary of %s does not include %s%s%s.".formatted(this.subject, actions, on(),
								why()))
				.mend("Ask whoever looks after that boundary: attaching a policy to %s does not help."
					.formatted(this.arn));
			case ORGANIZATION, FORBIDDEN_BY_ORGANIZATION -> organization(kind, actions);
		};
	}

	private Finding organization(Kind kind, String actions) {
		String words = "A policy of the organisation does not let %s call %s%s%s.".formatted(this.subject, actions,
				on(), why());
		return ((kind == Kind.ORGANIZATION) ? Finding.warns("", words) : Finding.stops("", words))
			.mend("Ask whoever looks after the policies of your organisation in AWS: nothing in this account helps.");
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
