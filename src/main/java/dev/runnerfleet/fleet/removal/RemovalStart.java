package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.task.StepTask;

import org.springframework.stereotype.Component;

/**
 * Begins a removal: its row and the work on it are committed together with the intent, so
 * that any replica can go on with it; its token waits in memory.
 */
@Component
public class RemovalStart {

	static final StepTask TASK = StepTask.named("remove-fleet");

	private final Removals removals;

	private final SchedulerClient scheduler;

	private final HeldTokens tokens;

	private final Clock clock;

	RemovalStart(Removals removals, SchedulerClient scheduler, HeldTokens tokens, Clock clock) {
		this.removals = removals;
		this.scheduler = scheduler;
		this.tokens = tokens;
		this.clock = clock;
	}

	/** Stores a removal and schedules it, within the transaction of its operation. */
	public void store(Removal removal) {
		this.removals.add(removal);
		TASK.begin(this.scheduler, removal.id().toString(), this.clock.instant());
	}

	/** The same in place of what the operation had to do until now. */
	public void storeInstead(Removal removal) {
		this.removals.forget(removal.operationId());
		store(removal);
	}

	/** Holds the token of a stored removal until the step that it was given for. */
	public void hold(UUID removalId, Secret token) {
		this.tokens.hold(removalId, token);
	}

}
