package dev.runnerfleet.fleet.page;

import java.time.Instant;
import java.util.List;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.change.PreviewViews.PendingChanges;
import dev.runnerfleet.fleet.cost.FleetCosts.Cost;
import dev.runnerfleet.fleet.cost.SpentCosts.Spent;
import dev.runnerfleet.fleet.diagnosis.Diagnosis;
import dev.runnerfleet.fleet.diagnosis.Unconfirmed;
import dev.runnerfleet.fleet.health.HealthViews;
import dev.runnerfleet.fleet.outside.DriftView;
import dev.runnerfleet.fleet.outside.OutsideView;
import dev.runnerfleet.fleet.removal.RemovalView;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

/**
 * How a fleet stands and what it is for.
 *
 * @param head what every side begins with
 * @param stack its stack
 * @param fleet what was asked for
 * @param facts what is known of it in short
 * @param trouble why it cannot be followed, {@code null} while it can
 * @param diagnosis why the latest operation failed, if it did
 * @param foretold what was found before it began, where it failed
 * @param told what its machines told of the latest operation, {@code null} where that is
 * nothing
 * @param unconfirmed what AWS has not confirmed, if that was asked last
 * @param note what somebody might think otherwise of its latest operation
 * @param says what a manager that boots in a change is at, {@code null} while none does
 * @param launch how far its launch is, {@code null} unless that is the latest thing
 * @param next what there is to do now, {@code null} where something above says so
 * @param snippet how a job gets to it, {@code null} while none does
 * @param cost what it costs, {@code null} where there is nothing to pay for
 * @param spent what its workers have cost, {@code null} where there is nothing to pay for
 * @param pulse how it is, {@code null} where it is not alive
 * @param pending what is up for a decision
 * @param removal what its latest operation removes, {@code null} if that is none
 * @param outside what somebody did to it without the portal, if that was the last thing
 * @param drift how it compares with its template, if the portal has asked
 * @param driftedOutside when somebody else found that it differs, if it was not the
 * portal
 */
record Overview(FleetHead head, Stack stack, Fleet fleet, FleetFactLines facts, @Nullable Trouble trouble,
		@Nullable Diagnosis diagnosis, List<Finding> foretold, @Nullable AutopsyView told,
		@Nullable Unconfirmed unconfirmed, @Nullable String note, @Nullable String says, @Nullable LaunchSteps launch,
		@Nullable String next, @Nullable JobSnippet snippet, @Nullable Cost cost, @Nullable Spent spent,
		HealthViews.@Nullable View pulse, PendingChanges pending, @Nullable RemovalView removal,
		@Nullable OutsideView outside, @Nullable DriftView drift,
		@Nullable ReadableTime driftedOutside) implements FleetPage {

	@Override
	public boolean explained() {
		return this.diagnosis != null;
	}

	@Override
	public boolean remedied() {
		return this.pulse != null && this.pulse.remedy() != null && this.pulse.health() != null
				&& this.pulse.health().trouble();
	}

	/**
	 * Why a fleet cannot be followed at the moment.
	 *
	 * @param words why
	 * @param since since when, {@code null} where that is not known
	 */
	record Trouble(String words, @Nullable ReadableTime since) {

		static @Nullable Trouble of(Stack stack, Instant now) {
			return (stack.trouble() == null) ? null : new Trouble(stack.trouble(),
					(stack.troubledSince() != null) ? ReadableTime.of(stack.troubledSince(), now) : null);
		}

	}

}
