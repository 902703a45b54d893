package dev.runnerfleet.stack.trial;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.stack.EarlyValidation;
import dev.runnerfleet.stack.MonotonicClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks AWS what it thinks of a launch: it examines a change set and carries out nothing.
 * As with everything that is asked of AWS, the intent is committed first, so that what is
 * left of it goes, whoever is killed.
 */
@Component
public class Trials {

	private static final Logger log = LoggerFactory.getLogger(Trials.class);

	private static final Duration PAUSE = Duration.ofMillis(500);

	private final TrialCalls calls;

	private final TrialRows rows;

	private final TrialTasks tasks;

	private final MonotonicClock time;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Trials(TrialCalls calls, TrialRows rows, TrialTasks tasks, MonotonicClock time, TransactionTemplate transaction,
			Clock clock) {
		this.calls = calls;
		this.rows = rows;
		this.tasks = tasks;
		this.time = time;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Asks, and waits for the answer.
	 * @param request what would be launched
	 * @param patience how long to wait; what comes later is thrown away
	 * @return what AWS says
	 * @throws AwsFailure if AWS could not be asked
	 */
	public Opinion ask(Request request, Duration patience) {
		long until = this.time.nanos() + patience.toNanos();
		Trial trial = Trial.of(request.place(), request.name(), this.clock.instant());
		this.transaction.executeWithoutResult((status) -> {
			this.rows.insert(trial);
			this.tasks.begin(trial, patience);
		});
		try {
			this.calls.create(trial, request);
			return opinion(trial, until);
		}
		finally {
			remove(trial);
		}
	}

	private Opinion opinion(Trial trial, long until) {
		DescribeChangeSetResponse answer = this.calls.describe(trial);
		while (answer.statusAsString().endsWith("_IN_PROGRESS") || answer.statusAsString().endsWith("_PENDING")) {
			if (this.time.nanos() + PAUSE.toNanos() > until || Thread.currentThread().isInterrupted()) {
				return new Opinion(false, false, "", List.of());
			}
			this.time.pass(PAUSE);
			answer = this.calls.describe(trial);
		}
		String reason = (answer.statusReason() != null) ? answer.statusReason() : "";
		boolean refused = answer.statusAsString().equals("FAILED");
		try {
			return new Opinion(true, refused, reason, this.calls.failures(trial));
		}
		catch (AwsFailure ex) {
			log.info("Cannot read what AWS found wrong with {}: {}", trial.stackName(), ex.title());
			return new Opinion(true, refused, EarlyValidation.untold(reason, ex), List.of());
		}
	}

	/** Where AWS does not listen now, the task that is there goes on trying. */
	private void remove(Trial trial) {
		try {
			this.calls.delete(trial);
		}
		catch (AwsFailure ex) {
			log.info("{} is removed later: {}", trial.stackName(), ex.title());
		}
		this.tasks.soon(trial);
	}

	/**
	 * What would be launched.
	 *
	 * @param place where
	 * @param name the stack's name
	 * @param templateBody the template
	 * @param parameters values of all parameters by name; what is secret is made up
	 */
	public record Request(Place place, String name, String templateBody, Map<String, String> parameters) {

		/** Leaves out the parameters: a record's own form would print them all. */
		@Override
		public String toString() {
			return "Request[name=%s, place=%s]".formatted(this.name, this.place);
		}

	}

	/**
	 * What AWS says.
	 *
	 * @param told whether it has said anything in time
	 * @param refused whether it would not launch it
	 * @param reason its words about that, blank for none
	 * @param failures what it found in particular, also where it only warns
	 */
	public record Opinion(boolean told, boolean refused, String reason, List<EarlyValidation.Failure> failures) {

	}

}
