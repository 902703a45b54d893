package dev.runnerfleet.sandbox.services;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.sandbox.account.Ids;
import org.jspecify.annotations.Nullable;

/**
 * The machines that a manager keeps: they come and go as jobs do, the same each time that
 * one looks.
 *
 * @param seed what makes it different from others
 * @param since when the first machine starts
 * @param max how many there are at most
 */
record Population(String seed, Instant since, int max) {

	private static final Duration RHYTHM = Duration.ofMinutes(1);

	private static final int LONGEST = 7;

	/** The machines that run at a time, oldest first. */
	List<Member> at(Instant now) {
		List<Member> members = new ArrayList<>();
		if (now.isBefore(this.since)) {
			return members;
		}
		long beat = Duration.between(this.since, now).dividedBy(RHYTHM);
		for (long birth = Math.max(0, beat - LONGEST); birth <= beat && members.size() < this.max; birth++) {
			boolean idle = birth > 0 && Ids.number(3, this.seed, birth) == 0;
			long life = 2 + Ids.number(LONGEST - 1, this.seed, birth, "life");
			if (!idle && birth + life > beat) {
				members.add(member(birth));
			}
		}
		return members;
	}

	private Member member(long birth) {
		return new Member(Ids.ec2("i", this.seed, birth), this.since.plus(RHYTHM.multipliedBy(birth)),
				Ids.number(3, this.seed, birth, "busy") != 0, null);
	}

	/**
	 * One machine.
	 *
	 * @param id the instance's id
	 * @param launchedAt when it started
	 * @param busy whether it runs a job
	 * @param endsAt when it is gone, {@code null} as long as nobody ends it
	 */
	record Member(String id, Instant launchedAt, boolean busy, @Nullable Instant endsAt) {

		Member ending(Instant at) {
			return new Member(this.id, this.launchedAt, this.busy, at);
		}

	}

}
