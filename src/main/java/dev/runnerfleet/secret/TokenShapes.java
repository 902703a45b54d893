package dev.runnerfleet.secret;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognises tokens by their shape alone, wherever people paste them and whoever repeats
 * them.
 */
public final class TokenShapes {

	private static final String HIDDEN = "••••";

	/** An instance may put a prefix of its own in front, so nothing is asked of it. */
	private static final String PREFIXED = Arrays.stream(TokenPrefix.values())
		.map((prefix) -> Pattern.quote(prefix.text()))
		.collect(Collectors.joining("|", "(?i:(?:", ")[\\w.=-]{3,2000})"));

	private static final String NAKED_RUNNER = "(?<!\\w)t[123]_[\\w-]{20}(?![\\w-])";

	private static final String AWS_KEY = "(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])";

	/** A digit tells the key from a word such as {@code asiapacificnortheast}. */
	private static final String AWS_KEY_IN_LOWER_CASE = "(?<![a-z0-9])a[ks]ia(?=[a-z]{0,15}\\d)[a-z0-9]{16}(?![a-z0-9])";

	private static final String AWS_SECRET = "(?i:(?<![a-z0-9/+])(?=[a-z0-9/+]{40}(?![a-z0-9/+=]))"
			+ "(?<=secret.{0,12}key.{0,20}|a[ks]ia[a-z0-9]{16}.{1,12})[a-z0-9/+]{40})";

	/** Whoever made it: what stands behind that name is one, if it looks like no word. */
	private static final String NAMED_AWS_SECRET = "(?i:(?<=\\W)(?<=aws[_.-]?secret[_.-]?access[_.-]?key(?:\\W{1,12}|\\W{1,6}value\\W{1,6}))"
			+ "(?=[a-z0-9/+%=_-]{0,200}\\d)[a-z0-9/+%=_-]{16,200})";

	private static final String GITHUB = "(?i:gh[oprsu]_[a-z0-9]{20,255}|github_pat_\\w{20,255})";

	private static final String SLACK = "(?i:xox[a-z](?:\\.xox[a-z])?-[\\w-]{8,400}|xapp-\\d-[\\w-]{8,400})";

	private static final String WEBHOOK_SECRET = "(?i:whsec_[\\w+/=-]{8,200})";

	/** Begins no other within itself: looking for the end of each would take ages. */
	private static final String JSON_WEB_TOKEN = "(?<![\\w-])eyJ[\\w-]{10,2000}\\.[\\w-]{10,4000}\\.[\\w-]{10,2000}";

	private static final String PRIVATE_KEY = "-----BEGIN [A-Z ]{0,30}PRIVATE KEY[\\s\\S]{0,8000}";

	/** Whoever has such an address may post to its channel. */
	private static final String SLACK_ADDRESS = "(?i:(?<=/services/)T[a-z0-9]{5,20}/B[a-z0-9]{5,20}/[a-z0-9]{8,80}"
			+ "|(?<=/triggers/|/workflows/)T[a-z0-9]{5,20}/[a-z0-9/]{8,160})";

	private static final String PASSWORD_IN_URL = "(?<=://)[^\\s/@:]{0,200}:[^\\s/@]{1,500}(?=@)";

	private static final Pattern TOKEN = Pattern
		.compile(String.join("|", PREFIXED, NAKED_RUNNER, AWS_KEY, AWS_KEY_IN_LOWER_CASE, AWS_SECRET, NAMED_AWS_SECRET,
				GITHUB, SLACK, WEBHOOK_SECRET, JSON_WEB_TOKEN, PRIVATE_KEY));

	private static final Pattern SECRET = Pattern
		.compile(String.join("|", TOKEN.pattern(), SLACK_ADDRESS, PASSWORD_IN_URL));

	/** The whole of a text: AWS's secret keys have no prefix, and mix all of these. */
	private static final Pattern BARE_AWS_SECRET = Pattern.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)[A-Za-z0-9/+]{40}");

	private TokenShapes() {
	}

	/** Whether a text is a token, or holds one. */
	public static boolean in(String text) {
		return isMarkedIn(text) || BARE_AWS_SECRET.matcher(text.strip()).matches();
	}

	/**
	 * The same where texts are random by nature: AWS's secret keys have no mark to tell
	 * them from any other.
	 */
	public static boolean isMarkedIn(String text) {
		return TOKEN.matcher(text).find();
	}

	/**
	 * Takes out of somebody else's text whatever could be a token, or a password in an
	 * address.
	 * @return the text with dots in place of each
	 */
	public static String mask(String text) {
		return SECRET.matcher(text).replaceAll(HIDDEN);
	}

}
