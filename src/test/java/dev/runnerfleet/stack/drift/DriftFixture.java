package dev.runnerfleet.stack.drift;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.stack.Operations;
import dev.runnerfleet.stack.StackFixture;
import dev.runnerfleet.stack.StackRows;

import org.springframework.transaction.support.TransactionTemplate;

/** Comparisons wired by hand over the tables of a stack's fixture. */
public final class DriftFixture {

	public final Drifts drifts;

	public final DriftDetection detection;

	public DriftFixture(StackFixture portal, StackRows rows, Operations operations, TransactionTemplate transaction) {
		this.drifts = new Drifts(portal.jdbc);
		this.detection = new DriftDetection(new DriftCalls(portal.aws), this.drifts, portal.stacks, rows, operations,
				portal.scheduler, portal.announced::add, transaction, portal.clock);
	}

	public Optional<Duration> check(UUID driftId) {
		return this.detection.check(driftId);
	}

}
