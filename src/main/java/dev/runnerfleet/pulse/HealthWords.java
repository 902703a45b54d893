package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import dev.runnerfleet.pulse.Health.Kind;
import dev.runnerfleet.pulse.Health.Step;
import org.jspecify.annotations.Nullable;

/**
 * Puts into words how a fleet is and what to do about it, for somebody who does not know
 * AWS. Advice names only what there is.
 */
final class HealthWords {

	/** Managers report from this version of the blueprints on. */
	static final int REPORTS_SINCE = 3;

	private static final int LONG_WAIT = 60;

	private static final DateTimeFormatter DAY = format("uuuu-MM-dd");

	private static final DateTimeFormatter TIME = format("HH:mm 'UTC'");

	private static final DateTimeFormatter DAY_AND_TIME = format("d MMM, HH:mm 'UTC'");

	private HealthWords() {
	}

	static Health notPolling(int status, boolean everAnswered, Instant since, Instant now) {
		String answer = (status >= 500) ? " It answered last with HTTP %d.".formatted(status) : "";
		return new Health(Kind.NOT_POLLING, since,
				everAnswered ? "Not polling GitLab since " + clock(since, now)
						: "Has not reached GitLab since " + clock(since, now),
				"The manager runs, and GitLab gives it no answer.%s See whether GitLab is up and the fleet’s subnet still has a route to it; the manager’s log tells what it meets."
					.formatted(answer),
				Step.READ_LOG);
	}

	static Health refused(int status, Instant since) {
		return new Health(Kind.TOKEN_REFUSED, since, "GitLab refuses the token",
				"GitLab answers HTTP %d: the runner was removed there, or its token has ended or was reset. Create a runner under Tokens or in GitLab, and give the fleet its token with Change."
					.formatted(status),
				Step.GIVE_TOKEN);
	}

	static Health tokenEnds(Instant expires, Instant now) {
		boolean ended = !expires.isAfter(now);
		String words = ended ? "The token ended " + clock(expires, now)
				: "The token ends in " + length(Duration.between(now, expires));
		String renewal = ended ? "GitLab Runner could not renew it, and the fleet takes no jobs."
				: "GitLab Runner renews it by itself before %s. If it fails, the fleet takes no jobs from then on."
					.formatted(clock(expires, now));
		return new Health(Kind.TOKEN_ENDS, now, words,
				renewal + " Create a runner under Tokens or in GitLab, and give the fleet its token with Change.",
				Step.GIVE_TOKEN);
	}

	static Health cannotScale(Pulse.Scaling scaling, Instant since) {
		ScalingTrouble trouble = ScalingTrouble.of(scaling.code(), scaling.words());
		return new Health(Kind.CANNOT_SCALE, since, "Cannot start workers: " + trouble.words(), trouble.advice(),
				trouble.step(), trouble.fault());
	}

	static Health neverReady(Instant now) {
		return new Health(Kind.CANNOT_SCALE, now, "Cannot start workers: none becomes ready",
				"AWS starts them, and the runner cannot use them. The manager’s log says why; most often the image brings no Docker and the subnet lets the worker install none.",
				Step.READ_LOG);
	}

	static Health gone(Vitals vitals, Instant since) {
		if (vitals.post() != Vitals.Post.INSTANCE) {
			return new Health(Kind.MANAGER_GONE, since, gone(vitals.machine()),
					"Its Auto Scaling group starts another one by itself, within about ten minutes and for the same runner. If none comes, the activity of the group in EC2 tells why.",
					Step.OPEN_GROUP);
		}
		return switch (vitals.machine()) {
			case STOPPED -> new Health(Kind.MANAGER_GONE, since, gone(vitals.machine()),
					"It takes no jobs. Start the instance in the EC2 console; it goes on by itself. If nobody stopped it, its console output there tells why.",
					Step.OPEN_EC2);
			case IMPAIRED -> new Health(Kind.MANAGER_GONE, since, gone(vitals.machine()),
					"EC2’s status checks fail, and no report comes. Stop and start the instance in the EC2 console; a reboot there may do.",
					Step.OPEN_EC2);
			default -> new Health(Kind.MANAGER_GONE, since, gone(vitals.machine()),
					"EC2 has terminated it or knows nothing of it, and CloudFormation does not bring it back by itself. Change the manager’s disk by one GiB: that puts a new manager in its place, for the same runner.",
					Step.CHANGE_DISK);
		};
	}

	private static String gone(Vitals.Machine machine) {
		return switch (machine) {
			case STOPPED -> "The manager is stopped";
			case IMPAIRED -> "The manager does not answer EC2";
			default -> "The manager is gone";
		};
	}

	static Health silent(Vitals vitals, Instant since) {
		String trouble = vitals.trouble();
		if (trouble != null) {
			return new Health(Kind.SILENT, since, "No report read since " + clock(since, vitals.now()), trouble);
		}
		boolean runs = vitals.machine() == Vitals.Machine.RUNNING;
		return new Health(Kind.SILENT, since, "No report since " + clock(since, vitals.now()), runs
				? "EC2 shows the manager as running. It may be out of memory or disk, or have lost its way to CloudWatch Logs; its log tells what it did last. A reboot in the EC2 console starts its report anew."
				: "The portal could not ask EC2 how the manager is.", runs ? Step.READ_LOG : Step.NONE);
	}

	/** A change may stop the manager for some minutes. */
	static Health changing(@Nullable Instant heard, Instant now) {
		return new Health(Kind.UNKNOWN, now,
				"Being changed: no report " + ((heard != null) ? "since " + clock(heard, now) : "yet"), "");
	}

	static Health older(Instant now) {
		return new Health(Kind.UNKNOWN, now, "Does not report how it is",
				"Managers report from version %d of the blueprints on. Change brings the newest; the preview shows what that does."
					.formatted(REPORTS_SINCE),
				Step.RENEW_BLUEPRINT);
	}

	static Health unknown(Vitals vitals, Instant now) {
		String trouble = vitals.trouble();
		return (trouble != null) ? new Health(Kind.UNKNOWN, now, "Its report cannot be read", trouble)
				: nothingYet(now);
	}

	static Health nothingYet(Instant now) {
		return new Health(Kind.UNKNOWN, now, "No report yet",
				"The manager reports within minutes of its start. If it does not, its log tells what it did last.",
				Step.READ_LOG);
	}

	static Health notInForce(String reason, Instant now) {
		return new Health(Kind.CHANGE_NOT_IN_FORCE, now,
				"Change not in force" + (reason.isEmpty() ? "" : ": " + reason),
				"The manager goes on with what it had before. Set it right with Change; the manager’s log tells more.",
				Step.CHANGE);
	}

	static Health busy(HealthJudge.Load load, Pulse.@Nullable Queue queue, Instant now) {
		long median = (queue != null) ? number(queue.median()) : 0;
		boolean waits = median >= LONG_WAIT;
		String taken = load.full() ? "all %d %s taken".formatted(load.most(), load.what())
				: "%d of %d %s taken".formatted(load.taken(), load.most(), load.what());
		return new Health(Kind.BUSY, now,
				"Busy: " + taken + (waits ? ", jobs wait about " + length(Duration.ofSeconds(median)) : ""),
				waits ? "Jobs wait for one to end. Raise the limits with Change if that is too long." : "",
				waits ? Step.CHANGE : Step.NONE);
	}

	static Health working(long running, Pulse.@Nullable Workers workers, Instant now) {
		long busy = (workers != null) ? number(workers.busy()) : 0;
		return new Health(Kind.WORKING, now,
				"Working: " + count(running, "job") + ((busy > 0) ? " on " + count(busy, "worker") : ""), "");
	}

	static Health idle(Pulse pulse, boolean unproven, Instant now) {
		Pulse.Workers workers = pulse.workers();
		long ready = (workers != null) ? number(workers.ready()) : 0;
		long starting = (workers != null) ? number(workers.starting()) : 0;
		long max = (workers != null) ? number(workers.max()) : 0;
		long limit = (pulse.jobs() != null) ? number(pulse.jobs().limit()) : 0;
		long each = (max > 0) ? Math.max(1, limit / max) : 1;
		long atOnce = (limit > 0) ? Math.min(limit, ready * each) : ready * each;
		return new Health(Kind.IDLE, now,
				(atOnce > 0) ? "Idle: ready for %s at once".formatted(count(atOnce, "job"))
						: (starting > 0) ? "Idle: %s on the way".formatted(count(starting, "worker"))
								: unproven ? "Idle: no worker is up" : "Idle: starts a worker when a job comes",
				"");
	}

	/** The manager reports, and not what its runner does. */
	static Health unread(@Nullable String trouble, Instant now) {
		String what = (trouble != null) ? "could not read what its runner does: %s.".formatted(ended(trouble))
				: "says nothing of its runner.";
		return new Health(Kind.UNKNOWN, now, "Reports, but not what its runner does",
				"The manager %s For a minute or two that is nothing. If it stays, the runner hangs or has no memory left: the manager’s log tells. A reboot in the EC2 console starts it anew, and ends its jobs."
					.formatted(what),
				Step.READ_LOG);
	}

	/** The manager reports, and nobody answers where its runner should. */
	static Health runnerDown(String trouble, Instant since, Instant now) {
		return new Health(Kind.NOT_POLLING, since, "Its runner has not run since " + clock(since, now),
				"The manager is up, and GitLab Runner on it is not: %s. The manager’s log tells why it ended. A reboot in the EC2 console starts it anew."
					.formatted(ended(trouble)),
				Step.READ_LOG);
	}

	/** Somebody else's words as the end of a sentence. */
	private static String ended(String words) {
		return words.replaceFirst("[.\\s]+$", "");
	}

	static long number(@Nullable Long value) {
		return (value != null) ? value : 0;
	}

	/** A length of time for a glance, such as {@code 4 min}. */
	static String length(Duration length) {
		if (length.toMinutes() < 1) {
			return Math.max(1, length.toSeconds()) + " s";
		}
		if (length.toHours() < 2) {
			return length.toMinutes() + " min";
		}
		return (length.toDays() < 2) ? length.toHours() + " hours" : length.toDays() + " days";
	}

	private static String count(long number, String what) {
		return number + " " + what + ((number == 1) ? "" : "s");
	}

	private static String clock(Instant at, Instant now) {
		return (DAY.format(at).equals(DAY.format(now)) ? TIME : DAY_AND_TIME).format(at);
	}

	private static DateTimeFormatter format(String pattern) {
		return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
	}

}
