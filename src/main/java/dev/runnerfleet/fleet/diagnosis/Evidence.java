package dev.runnerfleet.fleet.diagnosis;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.stack.OperationFailure;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a failure, whoever said it: a cause is told from this and from
 * nothing else.
 *
 * @param region where it happened
 * @param resource what failed first, by its name in the template, {@code null} where AWS
 * named nothing
 * @param type that resource's type
 * @param reason AWS's own words, blank where there are none
 * @param log what the machines wrote, oldest first, {@code null} where nobody has looked
 * @param scaling what the Auto Scaling group said of its activities, newest first
 */
public record Evidence(String region, @Nullable String resource, @Nullable String type, String reason,
		@Nullable List<String> log, List<String> scaling) {

	/** More than AWS ever says, and little enough to look through. */
	private static final int WORDS = 4000;

	private static final int LINES = 400;

	private static final String ANSWER = " AWS says: ";

	/**
	 * What AWS says when a machine did not report, or the group has no machine: it does
	 * not know why.
	 */
	private static final Pattern SILENCE = Pattern
		.compile("resource signal\\(s\\)|(SUCCESS|FAILURE) signal|The following resource\\(s\\) failed to");

	public Evidence {
		reason = shortened(reason);
		log = (log != null) ? log.stream()
			.skip(Math.max(0, log.size() - LINES))
			.filter(Objects::nonNull)
			.map(Evidence::shortened)
			.toList() : null;
		scaling = scaling.stream().limit(LINES).map(Evidence::shortened).toList();
	}

	/**
	 * What AWS said of an operation.
	 * @param region where it happened
	 * @param failure the root cause; a refusal is told by the portal around AWS's own
	 * sentence, which alone counts
	 */
	public static Evidence of(String region, OperationFailure failure) {
		String reason = failure.reason();
		int answer = failure.refused() ? reason.indexOf(ANSWER) : -1;
		return new Evidence(region, failure.logicalId(), failure.type(),
				(answer < 0) ? reason : reason.substring(answer + ANSWER.length()), null, List.of());
	}

	/**
	 * What AWS answered to a call.
	 * @param region where it was called
	 * @param failure its refusal; AWS's own sentence counts, and the portal's words where
	 * there was no answer
	 */
	public static Evidence of(String region, AwsFailure failure) {
		String words = failure.awsMessage().isBlank() ? failure.words() : failure.awsMessage();
		return new Evidence(region, null, null, words, null, List.of());
	}

	/** What the machines and their group say where AWS reports no failure. */
	public static Evidence of(String region, List<String> log, List<String> scaling) {
		return new Evidence(region, null, null, "", log, scaling);
	}

	/**
	 * The same with what somebody has looked up.
	 * @param lines what the machines wrote, oldest first, {@code null} where nobody has
	 * looked
	 * @param activities what the group said of its activities, newest first
	 */
	public Evidence with(@Nullable List<String> lines, List<String> activities) {
		return new Evidence(this.region, this.resource, this.type, this.reason, lines, activities);
	}

	/** Whether AWS does not know why, so that the machines have the word. */
	boolean silent() {
		return this.reason.isBlank() || SILENCE.matcher(this.reason).find();
	}

	private static String shortened(String text) {
		return (text.length() > WORDS) ? text.substring(0, WORDS) : text;
	}

}
