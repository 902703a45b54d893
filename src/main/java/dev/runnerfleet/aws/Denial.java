package dev.runnerfleet.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.aws.AwsFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Tells a permission that is missing from a policy that forbids: the one is cured by
 * giving it, the other is not.
 */
final class Denial {

	private static final Pattern ACTION = Pattern.compile("not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)");

	private static final Pattern FORBIDDEN = Pattern.compile("(?i)explicit deny in (an? [a-z -]*(?:policy|boundary))");

	private static final Pattern NOT_INCLUDED = Pattern.compile(
			"(?i)because no ((?:service control|resource control|session|vpc endpoint) policy|permissions boundary) allows");

	/** AWS adds a text of a kilobyte that only an administrator can have decoded. */
	private static final Pattern ENCODED = Pattern.compile("\\s*Encoded authorization failure message: \\S+");

	private Denial() {
	}

	/**
	 * Puts it into words.
	 * @param called the IAM action of the call; AWS may name another one that it takes
	 * @param message AWS's words
	 */
	static AwsFailure of(String called, String message, Throwable cause) {
		String action = found(ACTION, message, called);
		String says = AwsFailureWords.says(ENCODED.matcher(message).replaceAll(""));
		String forbidding = found(FORBIDDEN, message, null);
		if (forbidding != null) {
			return denied("AWS forbids " + action,
					("It is denied explicitly in %s, so that giving the portal a permission does not help. "
							+ "Ask whoever looks after that policy.%s")
						.formatted(forbidding, says),
					message, cause);
		}
		String excluding = found(NOT_INCLUDED, message, null);
		if (excluding != null) {
			return denied("AWS forbids " + action,
					("The %s that applies to the portal's AWS identity does not include it, so that giving "
							+ "a permission alone does not help. Ask whoever looks after that policy.%s")
						.formatted(excluding, says),
					message, cause);
		}
		if (message.contains("not authorized to use launch template")) {
			return denied("AWS does not let the portal use the launch template",
					"A policy on what it starts forbids it: tags, encryption, instance types or subnets. "
							+ "Look for conditions on ec2:RunInstances and ec2:CreateTags." + says,
					message, cause);
		}
		return denied("The permission " + action + " is missing",
				"Allow " + action + " for the portal's AWS identity and try again." + says, message, cause);
	}

	private static AwsFailure denied(String title, String detail, String message, Throwable cause) {
		return new AwsFailure(Kind.DENIED, title, detail, message, cause);
	}

	private static @Nullable String found(Pattern pattern, String message, @Nullable String otherwise) {
		Matcher found = pattern.matcher(message);
		return found.find() ? found.group(1) : otherwise;
	}

}
