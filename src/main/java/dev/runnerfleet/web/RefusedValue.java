package dev.runnerfleet.web;

import java.util.regex.Pattern;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One value of a request that cannot stay as it is.
 *
 * @param field its name in the request, cut short and in plain ASCII, because it may be
 * the sender's own
 * @param message what is wrong, and what to send instead
 */
public record RefusedValue(
		@Schema(description = "The field, such as gitlabUrl or parameters.IdleCount",
				example = "gitlabUrl") String field,
		@Schema(description = "What is wrong and what to send instead") String message) {

	private static final int LONGEST = 80;

	private static final Pattern PART = Pattern.compile("[^.\\[\\]-]+");

	private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

	private static final Pattern NAME = Pattern.compile("(?!.{20}$)[A-Za-z]{1,40}\\d?");

	public RefusedValue {
		String plain = field.replaceAll("[^ -~]", "?");
		field = (plain.length() > LONGEST) ? plain.substring(0, LONGEST) + "..." : plain;
	}

	/**
	 * A name that a sender has made up, fit to be repeated: where a name is expected, a
	 * token may have been pasted.
	 * @param sent the name
	 * @return the name, or a question mark for what could be a token
	 */
	public static String name(String sent) {
		return NAME.matcher(sent).matches() ? sent : "?";
	}

	/**
	 * The same for a path of names and numbers.
	 * @param sent the path, such as {@code subnetIds[0]}
	 */
	public static String path(String sent) {
		return PART.matcher(sent)
			.replaceAll((part) -> NUMBER.matcher(part.group()).matches() ? part.group() : name(part.group()));
	}

}
