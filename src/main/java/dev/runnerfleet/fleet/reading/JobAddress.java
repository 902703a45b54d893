package dev.runnerfleet.fleet.reading;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a job's page, as people copy it from their browser. */
sealed interface JobAddress {

	Pattern PAGE = Pattern.compile("(?i)https?://([^/?#@\\s]+)(/[^?#\\s]*)?([?#].*)?");

	/** Its log, its artifacts and the like lie below it; older GitLabs say builds. */
	Pattern JOB = Pattern
		.compile("((?:/[A-Za-z0-9_][A-Za-z0-9_.-]*){2,20})(?:/-)?/(?:jobs|builds)/(\\d{1,18})(?:/.*)?");

	int LONGEST = 1000;

	/**
	 * A job of the fleet's GitLab.
	 *
	 * @param project the path of its project
	 * @param id GitLab's id of it
	 */
	record Job(String project, long id) implements JobAddress {

	}

	/** A page that is no job's, or no page. */
	record None() implements JobAddress {

	}

	/**
	 * A page of another GitLab, which nothing is asked of.
	 *
	 * @param host which
	 */
	record Elsewhere(String host) implements JobAddress {

	}

	/**
	 * Reads an address.
	 * @param text what somebody pasted
	 * @param root the front page of the fleet's GitLab
	 */
	static JobAddress of(String text, URI root) {
		Matcher page = PAGE.matcher(text.strip());
		if (text.length() > LONGEST || !page.matches()) {
			return new None();
		}
		String authority = page.group(1).toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
		String path = (page.group(2) != null) ? page.group(2) : "";
		String own = root.getRawAuthority().toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
		String below = root.getRawPath().replaceFirst("/+$", "");
		if (!authority.equals(own) || !below.isEmpty() && !path.startsWith(below + "/")) {
			return authority.matches("[a-z0-9.:\\[\\]-]{1,255}") ? new Elsewhere(authority) : new None();
		}
		Matcher job = JOB.matcher(path.substring(below.length()));
		return job.matches() ? new Job(job.group(1).substring(1), Long.parseLong(job.group(2))) : new None();
	}

}
