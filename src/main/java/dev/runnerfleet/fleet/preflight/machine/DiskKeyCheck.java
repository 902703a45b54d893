package dev.runnerfleet.fleet.preflight.machine;

import java.util.List;

import dev.runnerfleet.account.Allowances;
import dev.runnerfleet.account.Allowances.DiskKey;
import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;

import org.springframework.stereotype.Component;

/**
 * Whether disks can be encrypted with the fleet's key or the account's own default one:
 * without a grant for Auto Scaling each machine ends as it starts, and no stack says why.
 */
@Component
class DiskKeyCheck implements Check {

	private final Allowances allowances;

	DiskKeyCheck(Allowances allowances) {
		this.allowances = allowances;
	}

	@Override
	public String subject() {
		return "the key that disks are encrypted with";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		String own = plan.value("KmsKeyArn");
		String id = own.isBlank() ? this.allowances.defaultDiskKey(plan.place()) : own;
		if (id.isEmpty() || FitnessCheck.isElsewhere(plan, own)) {
			return List.of();
		}
		String field = own.isBlank() ? "" : Plan.field("KmsKeyArn");
		String whose = own.isBlank() ? "The account encrypts disks with the key %s of its own"
				: "The fleet is to encrypt disks with the key %s";
		DiskKey key = this.allowances.diskKey(plan.place(), id);
		if (!key.usable()) {
			return List.of(linked(Finding
				.stops(field, (whose + ", which is not enabled: no machine would start.").formatted(key.arn()))
				.mend(own.isBlank() ? "Enable the key, or choose another default key for EBS."
						: "Enable the key, or choose another one."),
					key, plan));
		}
		if (key.forAutoScaling() || plan.blueprint().machines()) {
			return List.of();
		}
		return List.of(
				linked(Finding
					.warns(field,
							(whose + ", and no grant lets Auto Scaling use it: each machine would end as it starts.")
								.formatted(key.arn()))
					.mend("Run: " + key.grant(plan.place())), key, plan));
	}

	private static Finding linked(Finding finding, DiskKey key, Plan plan) {
		return finding.linked("The key in the AWS console", String.valueOf(ConsoleLinks.resource(plan.place().region(),
				"AWS::KMS::Key", key.arn().substring(key.arn().lastIndexOf('/') + 1))));
	}

}
