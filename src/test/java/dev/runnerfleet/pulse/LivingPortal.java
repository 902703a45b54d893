package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;

/** A portal with a living fleet, for whoever shows how it is. */
public final class LivingPortal {

	private final PulseDesk desk = new PulseDesk(TestDatabase.H2);

	public Pulses pulses() {
		return this.desk.pulses;
	}

	public Clock clock() {
		return this.desk.clock;
	}

	/** A fleet by the name of blue that has been heard for some minutes. */
	public UUID fleetThatReports(String parts) {
		UUID id = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(Duration.ofMinutes(5), "blue", parts);
		return id;
	}

	/** Its manager is terminated, and that is noticed. */
	public void dies() {
		this.desk.pass(Duration.ofMinutes(3), () -> {
		});
	}

	/** It is being removed. */
	public void remove(UUID id) {
		this.desk.status(id, "DELETE_IN_PROGRESS");
	}

}
