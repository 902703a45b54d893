package dev.runnerfleet.fleet.bulk;

import java.time.Clock;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;

/**
 * Takes the fleets of a run in turn, each by the way it would go by itself. What is asked
 * is written down first; if the portal stops, the fleets whose turn has not come are left
 * alone for good, and the run's page says which they are.
 */
@Component
class BulkRunner {

	private static final Logger logger = LoggerFactory.getLogger(BulkRunner.class);

	private final BulkRuns runs;

	private final BulkTurn turn;

	private final Stacks stacks;

	private final TaskExecutor executor;

	private final Audit audit;

	private final Clock clock;

	BulkRunner(BulkRuns runs, BulkTurn turn, Stacks stacks, @Qualifier("applicationTaskExecutor") TaskExecutor executor,
			Audit audit, Clock clock) {
		this.runs = runs;
		this.turn = turn;
		this.stacks = stacks;
		this.executor = executor;
		this.audit = audit;
		this.clock = clock;
	}

	/** Writes a run down and begins with it; one that is known already is left alone. */
	void begin(BulkRun run) {
		String names = run.items()
			.stream()
			.flatMap((item) -> this.stacks.find(item.fleetId()).stream())
			.map(Stack::name)
			.collect(Collectors.joining(", "));
		boolean added = this.runs.add(run, () -> this.audit.record(Action.BULK, run.items().size() + " fleets",
				Outcome.ASKED, cut(run.action().label() + ": " + names)));
		if (added) {
			this.executor.execute(new DelegatingSecurityContextRunnable(() -> run(run)));
		}
	}

	private static String cut(String text) {
		return (text.length() > 990) ? text.substring(0, 990) + " …" : text;
	}

	void run(BulkRun run) {
		for (BulkRun.Item item : run.items()) {
			if (!this.runs.take(run.id(), item.fleetId())) {
				return;
			}
			this.runs.ended(run.id(), take(run, item));
		}
	}

	private BulkRun.Item take(BulkRun run, BulkRun.Item item) {
		try {
			Stack stack = this.stacks.find(item.fleetId()).orElse(null);
			if (stack == null) {
				return item.skipped("The fleet is not known here any more.");
			}
			if (item.seen() != 0 && item.seen() != FleetState.of(stack).number()) {
				return item.skipped("It stands otherwise than when you confirmed: now it is “%s”. Look again."
					.formatted(StatusLabel.of(stack).words()));
			}
			return this.turn.take(run, item, stack);
		}
		catch (RuntimeException ex) {
			UUID id = item.fleetId();
			logger.warn("{} of fleet {} did not begin", run.action().label(), id, ex);
			return item.skipped("The portal had an error of its own. Its log tells more.");
		}
	}

}
