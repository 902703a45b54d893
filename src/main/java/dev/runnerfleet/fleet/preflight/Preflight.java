package dev.runnerfleet.fleet.preflight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.runnerfleet.audit.Actor;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.Finding;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * Asks all checks of a launch or a change, side by side: none waits for another, none
 * stops another, and none is waited for longer than a person's patience.
 */
public class Preflight implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(Preflight.class);

	private final List<Check> checks;

	private final Duration patience;

	private final Lanes lanes;

	/**
	 * A preflight of some checks.
	 * @param checks in the order in which their findings are listed
	 * @param patience the longest that each may take
	 */
	public Preflight(List<Check> checks, Duration patience) {
		this.checks = checks;
		this.patience = patience;
		this.lanes = new Lanes(checks.size());
	}

	/**
	 * Begins all checks of what somebody wants checked or done.
	 * @param whole whether the plan lacks nothing; otherwise only those checks are made
	 * that can do without
	 */
	public Run begin(Plan plan, boolean whole) {
		return begin(plan, whole, this.checks);
	}

	/**
	 * Begins the checks that cost little, of what somebody is still writing.
	 * @param whole whether the plan lacks nothing
	 */
	public Run glance(Plan plan, boolean whole) {
		return begin(plan, whole, this.checks.stream().filter((check) -> !check.thorough()).toList());
	}

	private Run begin(Plan plan, boolean whole, List<Check> checks) {
		Actor actor = Actor.current();
		long begun = System.nanoTime();
		return new Run(checks.stream()
			.filter((check) -> whole || !check.whole())
			.map((check) -> new Asked(check, plan,
					this.lanes.begin(check.waitsFor(plan), check.question(plan),
							actor.acting(() -> check.findings(plan))),
					begun + this.patience.toNanos()))
			.toList());
	}

	@Override
	public void destroy() {
		this.lanes.close();
	}

	/** Checks that are under way, or done. */
	public static final class Run {

		/** No checks at all. */
		public static final Run NONE = new Run(List.of());

		private final List<Asked> asked;

		private Run(List<Asked> asked) {
			this.asked = asked;
		}

		/** Waits until every check has found what it finds, or its time is over. */
		public List<Finding> all() {
			return sorted(this.asked);
		}

		/** What has been found by now. */
		public List<Finding> soFar() {
			return sorted(this.asked.stream().filter(Asked::isDone).toList());
		}

		/** How many checks there are. */
		public int size() {
			return this.asked.size();
		}

		/** How many of them are done. */
		public int done() {
			return (int) this.asked.stream().filter(Asked::isDone).count();
		}

		private static List<Finding> sorted(List<Asked> asked) {
			List<Finding> findings = new ArrayList<>();
			asked.forEach((each) -> findings.addAll(each.findings()));
			findings.sort(Comparator.comparing(Finding::severity));
			return List.copyOf(findings);
		}

	}

	private final class Asked {

		private final Check check;

		private final Plan plan;

		private final Future<List<Finding>> answer;

		private final long until;

		Asked(Check check, Plan plan, Future<List<Finding>> answer, long until) {
			this.check = check;
			this.plan = plan;
			this.answer = answer;
			this.until = until;
		}

		boolean isDone() {
			return this.answer.isDone() || System.nanoTime() - this.until >= 0;
		}

		List<Finding> findings() {
			try {
				return this.answer.get(Math.max(0, this.until - System.nanoTime()), TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				// Not interrupted: H2 closes its file where a thread is that reads or
				// writes it.
				this.answer.cancel(false);
				return late();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return late();
			}
			catch (CancellationException ex) {
				return late();
			}
			catch (ExecutionException ex) {
				return List.of(failed(ex.getCause()));
			}
		}

		private List<Finding> late() {
			return List.of(this.check.late(this.plan, Preflight.this.patience));
		}

		private Finding failed(@Nullable Throwable cause) {
			String what = "Not checked: %s. ".formatted(this.check.subject());
			if (cause instanceof AwsFailure failure) {
				return Finding.notes("", what + failure.title() + ".").mend(failure.detail());
			}
			if (cause instanceof RejectedExecutionException) {
				return Finding.notes("", what + "The same is being asked for others, and has not been answered yet.")
					.mend("Check again in a minute.");
			}
			log.error("The check of {} failed", this.check.subject(), cause);
			return Finding.notes("", what + "The portal failed at it; its log says why.");
		}

	}

}
