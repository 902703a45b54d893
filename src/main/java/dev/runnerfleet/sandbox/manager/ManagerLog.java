package dev.runnerfleet.sandbox.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a manager logs, as a function of what it is told to be and of what is to go wrong,
 * so that its last words can be read without a machine that says them.
 *
 * @param instanceId the manager's instance
 * @param metadata what its template tells it
 * @param fault what goes wrong with it, {@code null} if nothing does
 * @param time when something happens that long after it begins
 */
public record ManagerLog(String instanceId, Map<String, Object> metadata, @Nullable ManagerFault fault,
		Function<Duration, Instant> time) {

	private static final Duration STEP = Duration.ofMillis(800);

	private static final Duration WORK = Duration.ofMillis(600);

	private static final Pattern HASH = Pattern.compile("\"hash\":\"([0-9a-f]{12})\"");

	/** What all other steps of a boot are part of. */
	private static final String OUTER = "cfn-init";

	private static final String STARTING = "Starting multi-runner from /etc/gitlab-runner/config.toml...";

	private static final int ATTEMPTS = 3;

	private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(8);

	private static final Duration PROOF = Duration.ofSeconds(8);

	private static final String NO_WORKER = "no worker came up within 10 minutes";

	public ManagerLog {
		fault = fault(metadata, fault);
	}

	/** How long a manager boots until it fails, empty if it does not. */
	public static Optional<Duration> failsAfter(Map<String, Object> metadata, @Nullable ManagerFault fault) {
		ManagerFault whole = fault(metadata, fault);
		ManagerSettings settings = ManagerSettings.of(metadata);
		Step last = (whole != null) ? whole.step(settings) : null;
		if (last == null) {
			return Optional.empty();
		}
		return Optional
			.of(STEP.multipliedBy(boot(settings).stream().filter((step) -> step.compareTo(last) <= 0).count()));
	}

	/** The hash of the configuration that is in force by what a manager has logged. */
	public static Optional<String> inForce(List<LogLine> lines, String instanceId) {
		return lines.stream()
			.filter((line) -> line.stream().startsWith(instanceId + "/"))
			.map((line) -> HASH.matcher(line.text()))
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.reduce((earlier, later) -> later);
	}

	/** The log group that a manager of some metadata reports to, blank if to none. */
	public static String reports(Map<String, Object> metadata) {
		return ManagerSettings.of(metadata).logGroup();
	}

	/** From its start to its signal. */
	public List<LogLine> boot(String wanted) {
		return boot(wanted, false);
	}

	/** The same of one that has checked everything and waits for an older one to go. */
	public List<LogLine> standby(String wanted) {
		return boot(wanted, true);
	}

	private List<LogLine> boot(String wanted, boolean waits) {
		ManagerSettings settings = ManagerSettings.of(this.metadata);
		Transcript transcript = transcript("create", null, wanted);
		Duration begins = Duration.ZERO;
		transcript.tell(begins, OUTER, "begun", "setting up the manager");
		for (Step step : boot(settings)) {
			if (waits && step == Step.PREDECESSOR) {
				transcript.tell(begins, step.key(), "begun", "waiting for the manager that this one replaces");
				transcript.tell(begins, step.key(), "told", "an older manager works; this one waits until it has gone");
				break;
			}
			if (fails(step, begins, settings, transcript)) {
				Duration ends = begins.plus(WORK);
				String last = "setting up the manager: " + ((this.fault != null) ? this.fault.words(settings) : "");
				transcript.tell(ends, OUTER, "failed", last, 1);
				transcript.add(ends, "cfn-init",
						"[ERROR] Error encountered during build of create: Command fleet failed");
				transcript.add(ends, "cloud-init-output", "runner-fleet: " + last);
				return transcript.lines();
			}
			begins = begins.plus(STEP);
		}
		transcript.tell(begins, OUTER, "done", "setting up the manager");
		if (!waits) {
			transcript.add(begins, "gitlab-runner", STARTING);
		}
		transcript.add(begins, "cfn-init", "[INFO] ConfigSets completed");
		transcript.add(begins, "cloud-init-output", "Cloud-init v. 22.2.2 finished");
		return transcript.lines();
	}

	/**
	 * What one adds that has let another one, which is no machine of a group, end its
	 * jobs.
	 */
	public List<LogLine> predecessorEnded(String wanted) {
		Transcript transcript = transcript("create", null, wanted);
		ManagerSettings settings = ManagerSettings.of(this.metadata);
		transcript.tell(STEP.multipliedBy(boot(settings).indexOf(Step.PREDECESSOR)).plus(WORK.dividedBy(2)),
				Step.PREDECESSOR.key(), "told", "its running jobs have ended");
		return transcript.lines();
	}

	/** Once no older one is left: all anew, and this time to the end. */
	public List<LogLine> takeover(String wanted) {
		ManagerSettings settings = ManagerSettings.of(this.metadata);
		Transcript transcript = transcript("create", null, wanted);
		Duration begins = Duration.ZERO;
		for (Step step : boot(settings)) {
			fails(step, begins, settings, transcript);
			begins = begins.plus(WORK);
		}
		transcript.add(begins, "gitlab-runner", STARTING);
		return transcript.lines();
	}

	/**
	 * Once its group ends it: it lets running jobs end.
	 * @param inForce the hash of the configuration in force
	 * @param minutes how long it waits for them at most
	 * @param lasts how long they take
	 */
	public List<LogLine> leave(String inForce, int minutes, Duration lasts) {
		Transcript transcript = transcript("leave", inForce, inForce);
		String words = "waiting until running jobs end, for %d minutes at most".formatted(minutes);
		transcript.tell(Duration.ZERO, Step.SETTLE.key(), "begun", words);
		transcript.tell(lasts, Step.SETTLE.key(), "done", words);
		return transcript.lines();
	}

	/**
	 * After a change of what it is told.
	 * @param inForce the hash of the configuration in force, {@code null} if none is
	 * @param wanted the hash of the configuration that the stack asks for
	 */
	public List<LogLine> change(@Nullable String inForce, String wanted) {
		ManagerSettings settings = ManagerSettings.of(this.metadata);
		Transcript transcript = transcript("update", inForce, wanted);
		for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
			transcript.attempt(attempt);
			Duration begins = BETWEEN_ATTEMPTS.multipliedBy(attempt - 1);
			if (succeeds(begins, settings, transcript)) {
				return transcript.lines();
			}
			Duration ends = begins.plus(BETWEEN_ATTEMPTS.dividedBy(2));
			transcript.tell(ends, failure(settings).key(), "not-in-force",
					"the new values are not in force, because the manager "
							+ "failed while %s; the fleet runs on with the old ones"
								.formatted(failure(settings).words(settings)));
			transcript.tell(ends, failure(settings).key(), (attempt < ATTEMPTS) ? "again" : "given-up",
					(attempt < ATTEMPTS) ? "trying again in %d minutes".formatted(1 << attempt)
							: "not trying again until the stack changes");
		}
		return transcript.lines();
	}

	/**
	 * A first job on a worker, after its signal.
	 * @param inForce the hash of the configuration in force
	 * @param workers whether a worker comes up at all; why it does not, its group tells
	 */
	public List<LogLine> proof(String inForce, boolean workers) {
		Transcript transcript = transcript("create", inForce, inForce);
		String step = "prove";
		transcript.tell(Duration.ofSeconds(2), step, "begun", "waiting until a first job has run on a worker");
		if (this.fault == ManagerFault.PROOF) {
			transcript.tell(Duration.ofSeconds(3), step, "unknown", this.fault.words());
		}
		else if (this.fault == ManagerFault.WORKER || !workers) {
			String words = workers ? ManagerFault.WORKER.words() : NO_WORKER;
			transcript.add(PROOF, "gitlab-runner", "ERROR: Boot-verify canary failed: " + words);
			transcript.tell(PROOF, step, "unproven", "a first job could not run: " + words);
		}
		else {
			transcript.add(PROOF, "gitlab-runner", "Boot-verify canary complete");
			transcript.tell(PROOF, step, "proven", "a first job has run on a worker");
		}
		return transcript.lines();
	}

	private boolean succeeds(Duration begins, ManagerSettings settings, Transcript transcript) {
		Duration at = begins;
		for (Step step : Step.CHANGE) {
			if (step.isOf(settings) && fails(step, at, settings, transcript)) {
				return false;
			}
			at = at.plus(WORK);
		}
		transcript.tell(at, Step.SETTLE.key(), "in-force", "the values are in force");
		return true;
	}

	private boolean fails(Step step, Duration begins, ManagerSettings settings, Transcript transcript) {
		String words = step.words(settings);
		Duration ends = begins.plus(WORK);
		transcript.tell(begins, step.key(), "begun", words);
		transcript.add(begins, "cloud-init-output", "runner-fleet: " + words);
		if (this.fault == null || this.fault.step(settings) != step) {
			if (step == Step.START) {
				transcript.enforced();
				transcript.tell(ends, Step.SETTLE.key(), "in-force", "GitLab Runner starts with these values");
			}
			else if (step == Step.SETTLE) {
				transcript.enforced();
			}
			transcript.tell(ends, step.key(), "done", words);
			return false;
		}
		transcript.add(ends, "cloud-init-output", this.fault.words(settings));
		transcript.tell(ends, step.key(), "told", this.fault.words(settings), this.fault.code());
		transcript.tell(ends, step.key(), "failed", words, this.fault.exit());
		return true;
	}

	/** A name that cannot be is found nowhere. */
	private static @Nullable ManagerFault fault(Map<String, Object> metadata, @Nullable ManagerFault fault) {
		boolean nowhere = ManagerSettings.of(metadata).gitlabUrl().matches("https?://[^/:]+\\.invalid\\b.*");
		return (fault == null && nowhere) ? ManagerFault.UNRESOLVED : fault;
	}

	private Step failure(ManagerSettings settings) {
		return Optional.ofNullable(this.fault).map((each) -> each.step(settings)).orElse(Step.SETTLE);
	}

	private Transcript transcript(String run, @Nullable String hash, String wanted) {
		return new Transcript(ManagerSettings.of(this.metadata).logGroup(), this.instanceId, run, hash, wanted,
				this.time);
	}

	private static List<Step> boot(ManagerSettings settings) {
		return Arrays.stream(Step.values()).filter((step) -> step != Step.SETTLE && step.isOf(settings)).toList();
	}

}
