package dev.runnerfleet.fleet.preflight.machine;

import java.util.Arrays;
import java.util.Optional;

import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.Machinery.Needs;

/** Reads what a plan asks of workers' types instead of naming them. */
final class Attributes {

	private Attributes() {
	}

	/** What is asked for, empty where types are named. */
	static Optional<Needs> of(Plan plan) {
		if (plan.value("WorkerVcpus").isEmpty() || plan.value("WorkerMemory").isEmpty()) {
			return Optional.empty();
		}
		int[] vcpus = range(plan.value("WorkerVcpus"));
		int[] memory = range(plan.value("WorkerMemory"));
		return Optional
			.of(new Needs(vcpus[0], vcpus[1], memory[0], memory[1], plan.value("WorkerBurstable").equals("included")));
	}

	/** From the first number to the last, which may be the same one. */
	private static int[] range(String text) {
		int[] numbers = Arrays.stream(text.split("-")).mapToInt(Integer::parseInt).toArray();
		return new int[] { numbers[0], numbers[numbers.length - 1] };
	}

}
