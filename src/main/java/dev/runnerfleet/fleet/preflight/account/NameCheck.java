package dev.runnerfleet.fleet.preflight.account;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.account.TakenNames;
import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.stack.StackLauncher;

import org.springframework.stereotype.Component;

/**
 * Whether the names that a new fleet gets are free: AWS finds out one after the other.
 */
@Component
class NameCheck implements Check {

	private static final String BUCKET = "CacheBucketName";

	private final StackLauncher stacks;

	private final TakenNames taken;

	NameCheck(StackLauncher stacks, TakenNames taken) {
		this.stacks = stacks;
		this.taken = taken;
	}

	@Override
	public String subject() {
		return "whether the names are free";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Finding> findings = new ArrayList<>();
		boolean another = plan.fleetId() == null && !plan.name().isEmpty();
		if (another && this.stacks.isTaken(plan.place(), plan.name())) {
			findings.add(Finding.stops("name", "The name is taken in %s.".formatted(plan.place().region()))
				.mend("Choose another one."));
		}
		else if (another) {
			logs(plan, findings);
		}
		if (!plan.value(BUCKET).isEmpty() && !plan.keeps(BUCKET)) {
			bucket(plan, findings);
		}
		return findings;
	}

	private void bucket(Plan plan, List<Finding> findings) {
		String name = plan.value(BUCKET);
		switch (this.taken.bucket(plan.place(), name)) {
			case FREE -> {
			}
			case OWN -> {
				// What a failed launch has left is removed before the next one.
				if (plan.fleetId() == null || !plan.isLaunch()) {
					findings.add(own(plan, name));
				}
			}
			case FOREIGN ->
				findings.add(
						Finding
							.stops(Plan.field(BUCKET),
									"The bucket name %s is taken: bucket names are unique over all of AWS."
										.formatted(name))
							.mend("Choose another name, or leave it empty for one that is free."));
		}
	}

	private static Finding own(Plan plan, String name) {
		return Finding
			.stops(Plan.field(BUCKET),
					"The account already has a bucket %s, and the fleet creates its own.".formatted(name))
			.mend("Choose another name, or leave it empty for one that is free.")
			.linked("The bucket in the AWS console",
					String.valueOf(ConsoleLinks.resource(plan.place().region(), "AWS::S3::Bucket", name)));
	}

	private void logs(Plan plan, List<Finding> findings) {
		String group = Blueprint.logGroup(plan.name());
		if (this.taken.hasLogGroup(plan.place(), group)) {
			findings
				.add(Finding
					.notes("name",
							"There is a log group %s from an earlier fleet. The new one writes on in it."
								.formatted(group))
					.mend("Delete it first if the old lines should not stand before the new ones.")
					.linked("The log group in the AWS console", String
						.valueOf(ConsoleLinks.resource(plan.place().region(), "AWS::Logs::LogGroup", group))));
		}
	}

}
