package dev.runnerfleet.fleet.page;

import java.util.List;

import dev.runnerfleet.fleet.EventLine;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.ParameterLine;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.change.PreviewViews.PendingChanges;
import dev.runnerfleet.fleet.diagnosis.Diagnosis;
import dev.runnerfleet.fleet.diagnosis.Unconfirmed;
import dev.runnerfleet.fleet.outside.DriftView;
import dev.runnerfleet.fleet.outside.OutsideView;
import dev.runnerfleet.fleet.removal.RemovalView;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackOutput;
import org.jspecify.annotations.Nullable;

/**
 * A fleet as its own page shows it.
 *
 * @param row the fleet at a glance
 * @param stack its stack
 * @param fleet what was asked for
 * @param diagnosis why the latest operation failed, if it did
 * @param unconfirmed what AWS has not confirmed, if that was asked last
 * @param note what somebody might think otherwise of its latest operation
 * @param timeline its resources as bars
 * @param events a page of its events, newest first
 * @param older the sequence that the next older page stays below, {@code null} if there
 * is none
 * @param resources its resources
 * @param outputs its outputs
 * @param parameters its parameters with their labels
 * @param operations what was asked of it last, the latest first
 * @param actions what can be done with it now
 * @param pending what is up for a decision
 * @param removal what its latest operation removes, {@code null} if that is none
 * @param console the stack's page in the AWS console, if AWS knows the stack
 * @param outside what somebody did to it without the portal, if that was the last thing
 * @param drift how it compares with its template, if the portal has asked
 * @param driftedOutside when somebody else found that it differs, if it was not the
 * portal
 */
record FleetView(FleetRow row, Stack stack, Fleet fleet, @Nullable Diagnosis diagnosis,
		@Nullable Unconfirmed unconfirmed, @Nullable String note, Timeline timeline, List<EventLine> events,
		@Nullable Long older, List<ResourceLine> resources, List<StackOutput> outputs, List<ParameterLine> parameters,
		List<OperationLine> operations, FleetActions actions, PendingChanges pending, @Nullable RemovalView removal,
		@Nullable String console, @Nullable OutsideView outside, @Nullable DriftView drift,
		@Nullable ReadableTime driftedOutside) {

	/** How many operations are shown. */
	static final int OPERATIONS = 50;

	/** Whether there may be operations before those that are shown. */
	public boolean full() {
		return this.operations.size() == OPERATIONS;
	}

	/** A resource in words. */
	record ResourceLine(String logicalId, String type, @Nullable String physicalId, @Nullable String link,
			StatusLabel status, @Nullable String reason) {

	}

	/** An operation in words. */
	record OperationLine(String kind, String state, String tone, String by, ReadableTime startedAt,
			@Nullable String length) {

	}

}
