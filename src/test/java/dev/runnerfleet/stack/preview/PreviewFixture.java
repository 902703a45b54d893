package dev.runnerfleet.stack.preview;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.OperationStarter;
import dev.runnerfleet.stack.Operations;
import dev.runnerfleet.stack.StackFixture;
import dev.runnerfleet.stack.StackRows;
import dev.runnerfleet.task.StepTask;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.transaction.support.TransactionTemplate;

/** Previews wired by hand over the tables of a stack's fixture. */
public final class PreviewFixture {

	public final Previews previews;

	public final StackUpdater updates;

	private final StackFixture portal;

	private final PreviewTracker tracker;

	public PreviewFixture(StackFixture portal, StackRows rows, Operations operations, OperationStarter starter,
			TransactionTemplate transaction) {
		this.portal = portal;
		ChangeSets changeSets = new ChangeSets(portal.aws);
		PreviewRows previewRows = new PreviewRows(portal.jdbc, JsonMapper.shared());
		this.previews = new Previews(changeSets, previewRows, rows, operations,
				new PreviewTasks(portal.scheduler, StackFixture.PROPERTIES, portal.clock), transaction, portal.clock);
		this.tracker = new PreviewTracker(changeSets, previewRows, portal.stacks, operations, StackFixture.PROPERTIES,
				transaction, portal.clock);
		this.updates = new StackUpdater(starter, changeSets, previewRows, portal.stacks, rows);
	}

	public Optional<Duration> check(UUID previewId) {
		return this.tracker.check(previewId);
	}

	public void hear(OperationEvent event) {
		if (event instanceof OperationEvent.Ended ended) {
			this.previews.ended(ended);
		}
		if (event instanceof OperationEvent.Confirmed confirmed) {
			this.previews.confirmed(confirmed);
		}
	}

	/** How far ahead the next look at a preview ever lies. */
	public StepTask.Horizon horizon() {
		return new PreviewConfiguration().followPreviewHorizon(StackFixture.PROPERTIES);
	}

	/** When a preview is looked at next, empty if it never is. */
	public Optional<Instant> nextLook(UUID previewId) {
		return this.portal.scheduler.getScheduledExecution(PreviewTasks.TASK.id(previewId.toString()))
			.map(ScheduledExecution::getExecutionTime);
	}

}
