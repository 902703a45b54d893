package dev.runnerfleet.fleet.preflight.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.aws.permission.Permissions;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;

/**
 * Has AWS simulate the calls of a launch or a change, those of the portal and those of
 * CloudFormation. What is denied stops where the launch cannot do without it; where the
 * simulation may be wrong it is a warning that says why.
 */
class PermissionCheck implements Check {

	private final Permissions permissions;

	PermissionCheck(Permissions permissions) {
		this.permissions = permissions;
	}

	@Override
	public String subject() {
		return "the permissions";
	}

	/** It takes about ten calls. */
	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		Permissions.Identity portal = this.permissions.identity(plan.place());
		String arn = portal.arn();
		if (portal.root()) {
			return List.of(Finding
				.notes("", "The portal works as the root user of the account, whose permissions AWS does not simulate.")
				.mend("Give it a role or a user of its own: the root user may do anything."));
		}
		if (arn == null) {
			return List.of(Finding.notes("",
					"Whether the portal's permissions suffice was not checked: AWS simulates users and roles alone, "
							+ "and it works as %s.".formatted(portal.name())));
		}
		LaunchQuestions questions = new LaunchQuestions(plan, portal);
		return this.permissions.serviceRole()
			.map((role) -> Stream.of(
					denied(questions.certainty(), "the portal's identity " + portal.name(), arn,
							all(questions.own(), questions.passing(role))),
					denied(questions.certainty(), "CloudFormation's role " + role.replaceFirst(".*/", ""), role,
							questions.ofCloudFormation(false)))
				.flatMap(List::stream)
				.toList())
			.orElseGet(() -> denied(questions.certainty(), "the portal's identity " + portal.name(), arn,
					all(questions.own(), questions.ofCloudFormation(true))));
	}

	private static List<Asked> all(List<Asked> some, List<Asked> others) {
		return Stream.of(some, others).flatMap(List::stream).toList();
	}

	private List<Finding> denied(Certainty certainty, String subject, String arn, List<Asked> asked) {
		Place place = certainty.plan().place();
		try {
			Map<Permissions.Question, List<Permissions.Denied>> denied = this.permissions.denied(place, arn,
					asked.stream().map(Asked::question).toList());
			List<Finding> findings = new ArrayList<>();
			asked.forEach((each) -> findings.addAll(new DenialWords(subject, arn, each, certainty, place.region())
				.findings(denied.getOrDefault(each.question(), List.of()))));
			return findings;
		}
		catch (AwsFailure ex) {
			if (ex.passing()) {
				throw ex;
			}
			return List.of(Finding.notes("",
					"Whether the permissions of %s suffice was not checked. %s".formatted(subject, ex.words())));
		}
	}

}
