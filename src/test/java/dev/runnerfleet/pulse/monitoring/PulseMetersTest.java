package dev.runnerfleet.pulse.monitoring;

import java.util.UUID;

import dev.runnerfleet.pulse.LivingPortal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PulseMetersTest {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final LivingPortal portal = new LivingPortal();

	private final PulseMeters meters = new PulseMeters(this.portal.pulses(), this.registry, this.portal.clock());

	@Test
	void eachLivingFleetHasItsNumbersUntilItIsGone() {
		UUID blue = this.portal.fleetThatReports("\"jobs\":{\"running\":1,\"limit\":2},\"workers\":{\"busy\":1}");
		this.meters.refresh();
		assertThat(value("portal.fleet.health", blue)).isEqualTo(90);
		assertThat(value("portal.fleet.trouble", blue)).isZero();
		assertThat(value("portal.fleet.heard", blue)).isBetween(0.0, 150.0);
		assertThat(value("portal.fleet.jobs", blue)).isEqualTo(1);
		assertThat(value("portal.fleet.jobs.limit", blue)).isEqualTo(2);
		assertThat(value("portal.fleet.workers", blue)).isEqualTo(1);
		this.portal.dies();
		this.meters.refresh();
		assertThat(value("portal.fleet.trouble", blue)).isEqualTo(1);
		assertThat(this.registry.find("portal.fleet.jobs").gauge()).isNull();
		this.portal.remove(blue);
		this.meters.refresh();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	private double value(String name, UUID id) {
		return this.registry.get(name).tag("id", id.toString()).tag("fleet", "blue").gauge().value();
	}

}
