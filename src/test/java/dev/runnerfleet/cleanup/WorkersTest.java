package dev.runnerfleet.cleanup;

import java.util.stream.IntStream;

import dev.runnerfleet.aws.Place;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkersTest {

	private static final String REGION = "eu-central-1";

	private final Leftovers aws = new Leftovers();

	private final WorkerGroup group = new WorkerGroup(this.aws);

	private final Machines machines = new Machines(this.aws);

	@Test
	void protectedWorkersAreReleasedFiftyAtATimeOnceTheGroupCanHaveNoMore() {
		for (int i = 0; i < 120; i++) {
			this.aws.workers.put("i-" + i, true);
		}
		assertThat(this.group.drain(Place.in(REGION), "blue")).isEqualTo(new RemainingParts(true, 120));
		assertThat(this.aws.calls).startsWith("UpdateAutoScalingGroup").hasSize(4);
		assertThat(this.aws.batches).containsExactly(50, 50, 20);
		assertThat(this.aws.maxSize).isZero();
		this.group.drain(Place.in(REGION), "blue");
		assertThat(this.group.drain(Place.in(REGION), "blue")).isEqualTo(new RemainingParts(true, 0));
		assertThat(this.aws.calls).hasSize(4);
	}

	@Test
	void aGroupThatIsNotThereHasNoWorkers() {
		this.aws.group = false;
		assertThat(this.group.drain(Place.in(REGION), "blue")).isEqualTo(RemainingParts.NOT_FOUND);
		assertThat(this.group.count(Place.in(REGION), "blue")).isEqualTo(RemainingParts.NOT_FOUND);
		assertThat(this.aws.calls).isEmpty();
	}

	@Test
	void aManagerIsToldToStopOnceAndWaitedFor() {
		this.aws.machines.put("i-manager", "running");
		assertThat(this.machines.stopManager(Place.in(REGION), "i-manager").count()).isOne();
		assertThat(this.machines.stopManager(Place.in(REGION), "i-manager").count()).isOne();
		assertThat(this.machines.stopManager(Place.in(REGION), "i-manager")).isEqualTo(new RemainingParts(true, 0));
		assertThat(this.aws.calls).containsExactly("StopInstances");
		assertThat(this.machines.stopManager(Place.in(REGION), "i-other")).isEqualTo(RemainingParts.NOT_FOUND);
	}

	@Test
	void machinesOfTheFleetAreEndedUntilNoneIsLeft() {
		this.aws.machines.put("i-manager", "running");
		this.aws.machines.put("i-worker-1", "running");
		this.aws.machines.put("i-worker-2", "pending");
		assertThat(this.machines.terminate(Place.in(REGION), "blue").count()).isEqualTo(2);
		assertThat(this.machines.terminate(Place.in(REGION), "blue").count()).isEqualTo(2);
		assertThat(this.machines.terminate(Place.in(REGION), "blue")).isEqualTo(RemainingParts.NOT_FOUND);
		assertThat(this.aws.calls).containsExactly("TerminateInstances");
		assertThat(this.aws.machines).containsEntry("i-manager", "running");
	}

	@Test
	void workersOfTheOriginalTemplateAreKnownByTheirSecurityGroupAndTheirName() {
		this.aws.machines.put("i-worker-1", "running");
		this.machines.terminate(Place.in(REGION), Machines.GROUP + "sg-0123456789abcdef0");
		assertThat(this.aws.filters).contains("instance.group-id=[sg-0123456789abcdef0]",
				"tag:Name=[*gitlab-docker-machine-*]");
		assertThat(this.aws.calls).containsExactly("TerminateInstances");
	}

	@Test
	void manyMachinesAreEndedInFewCalls() {
		IntStream.range(0, 1100).forEach((number) -> this.aws.machines.put("i-worker-" + number, "running"));
		assertThat(this.machines.terminate(Place.in(REGION), "blue").count()).isEqualTo(1100);
		assertThat(this.aws.calls).hasSize(11).containsOnly("TerminateInstances");
		this.machines.terminate(Place.in(REGION), "blue");
		assertThat(this.machines.terminate(Place.in(REGION), "blue")).isEqualTo(RemainingParts.NOT_FOUND);
	}

	@Test
	void logsAreDeletedWhereThereAreAny() {
		this.aws.logGroups.add("/runner-fleet/blue");
		LogGroup logs = new LogGroup(this.aws);
		assertThat(logs.delete(Place.in(REGION), "/runner-fleet/blue")).isTrue();
		assertThat(logs.delete(Place.in(REGION), "/runner-fleet/blue")).isFalse();
	}

}
