package dev.runnerfleet.autopsy;

import java.util.regex.Pattern;

import dev.runnerfleet.secret.TokenShapes;

/**
 * Makes of what a machine wrote a line that can be kept and shown: without tokens,
 * passwords, control characters and endless length. A machine's log is anybody's text.
 */
final class LogText {

	/** How many characters of a line are kept. */
	static final int LONGEST = 500;

	/** What lies behind is never kept, and patterns need not look through it. */
	private static final int READ = 4000;

	private static final Pattern ANSI = Pattern.compile("\\u001B(?:\\[[0-9;?]*[ -/]*[@-~]|[@-Z\\\\-_])");

	/** What prints nothing, or turns the direction in which the rest is read. */
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]");

	/** A header is secret to its end. */
	private static final Pattern HEADER = Pattern
		.compile("(?i)((?:authorization|private-token|job-token|set-cookie|cookie|x-amz-security-token)"
				+ "[\"']?\\s*[:=]\\s*)\\S.*");

	private static final Pattern PASSWORD = Pattern
		.compile("(?i)((?:password|passwd|passphrase|pwd)[\"']?\\s*[:=]\\s*[\"']?)[^\\s\"',;&]+");

	/** A digit tells a value from a word such as "token: forbidden". */
	private static final Pattern VALUE = Pattern
		.compile("(?i)((?:token|secret|api[_-]?key|access[_-]?key|credential|signature)s?[\"']?\\s*[:=]\\s*[\"']?)"
				+ "(?=[^\\s\"',;&]{0,200}\\d)[^\\s\"',;&]{8,}");

	private static final Pattern KEY_BEGINS = Pattern.compile("-----BEGIN [A-Z ]{0,30}PRIVATE KEY");

	private static final Pattern KEY_ENDS = Pattern.compile("-----END [A-Z ]{0,30}PRIVATE KEY");

	/** A line of a key whose beginning was written too long ago to be read with it. */
	private static final Pattern OF_KEY = Pattern.compile("[A-Za-z0-9+/]{64,76}={0,2}");

	private static final String HIDDEN = "$1••••";

	private boolean withinKey;

	/**
	 * The next line of one stream; a private key is left out over all its lines.
	 * @return the line, blank where nothing is left of it
	 */
	String next(String text) {
		boolean begins = KEY_BEGINS.matcher(text).find();
		boolean hidden = this.withinKey && !begins;
		this.withinKey = (this.withinKey || begins) && !KEY_ENDS.matcher(text).find();
		return (hidden || OF_KEY.matcher(text.strip()).matches()) ? "" : clean(text);
	}

	/** A line by itself. */
	static String clean(String text) {
		String begin = lastOfReturns(text);
		String plain = ANSI.matcher(begin.substring(0, Math.min(READ, begin.length())))
			.replaceAll("")
			.replace('\t', ' ');
		String printable = UNPRINTABLE.matcher(plain).replaceAll("").strip();
		String masked = TokenShapes.mask(printable);
		for (Pattern secret : new Pattern[] { HEADER, PASSWORD, VALUE }) {
			masked = secret.matcher(masked).replaceAll(HIDDEN);
		}
		return cut(masked);
	}

	/** Progress is written over and over on one line; its last state counts. */
	private static String lastOfReturns(String text) {
		String[] states = text.split("\r");
		for (int index = states.length - 1; index > 0; index--) {
			if (!states[index].isBlank()) {
				return states[index];
			}
		}
		return (states.length > 0) ? states[0] : "";
	}

	private static String cut(String text) {
		if (text.codePointCount(0, text.length()) <= LONGEST) {
			return text;
		}
		return text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
	}

}
