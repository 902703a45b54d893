package dev.runnerfleet.pulse;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.pulse.Vitals.Machine;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

import org.springframework.stereotype.Component;

/** Asks EC2 how managers are that no longer report. */
@Component
class ManagerMachines {

	/** What EC2 takes at once. */
	private static final int BATCH = 100;

	private final Aws aws;

	ManagerMachines(Aws aws) {
		this.aws = aws;
	}

	/**
	 * How some managers of a place are, in one call where EC2 knows all of them.
	 * @param ids at most 100 instance ids
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	Map<String, Machine> look(Place place, Collection<String> ids) {
		List<String> asked = ids.stream().limit(BATCH).toList();
		Map<String, Machine> found = new HashMap<>();
		try {
			status(place, asked).forEach((status) -> found.put(status.instanceId(), machine(status)));
		}
		catch (AwsFailure ex) {
			if (ex.kind() != AwsFailure.Kind.NOT_FOUND) {
				throw ex;
			}
			if (asked.size() > 1) {
				asked.forEach((id) -> found.putAll(look(place, List.of(id))));
				return found;
			}
		}
		asked.forEach((id) -> found.putIfAbsent(id, Machine.TERMINATED));
		return found;
	}

	private List<InstanceStatus> status(Place place, List<String> ids) {
		return AwsFailure
			.guard("ec2:DescribeInstanceStatus",
					() -> this.aws.ec2(place)
						.describeInstanceStatus((request) -> request.instanceIds(ids).includeAllInstances(true)))
			.instanceStatuses();
	}

	private static Machine machine(InstanceStatus status) {
		InstanceStateName state = (status.instanceState() != null) ? status.instanceState().name() : null;
		if (state == InstanceStateName.STOPPED || state == InstanceStateName.STOPPING) {
			return Machine.STOPPED;
		}
		if (state == InstanceStateName.TERMINATED || state == InstanceStateName.SHUTTING_DOWN) {
			return Machine.TERMINATED;
		}
		boolean impaired = status.instanceStatus() != null && status.instanceStatus().status() == SummaryStatus.IMPAIRED
				|| status.systemStatus() != null && status.systemStatus().status() == SummaryStatus.IMPAIRED;
		return impaired ? Machine.IMPAIRED : Machine.RUNNING;
	}

}
