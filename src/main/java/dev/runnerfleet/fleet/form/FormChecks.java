package dev.runnerfleet.fleet.form;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;
import dev.runnerfleet.fleet.form.LaunchReviewer.Review;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of the checks of its form.
 *
 * @param state how far they are
 * @param findings what was found by now, the gravest first
 * @param wrong what cannot stay as it is
 * @param trouble why they could not be made, blank where they could
 * @param run by what to ask whether there is more, {@code null} where nobody checked
 * @param done how many checks are done
 * @param size how many there are
 * @param going whether what they are made for goes on by itself once they are done
 */
public record FormChecks(State state, List<Finding> findings, List<Wrong> wrong, String trouble, @Nullable UUID run,
		int done, int size, boolean going) {

	private static final Pattern UNMADE = Pattern.compile("\\b[Nn]ot checked\\b");

	/** Nobody has checked anything yet. */
	public static final FormChecks NONE = new FormChecks(State.NONE, List.of(), List.of(), "", null, 0, 0, false);

	/** Asked for once the form has changed, when what was found counts no more. */
	static final UUID OVER = new UUID(0, 0);

	/** How far checks are. */
	public enum State {

		/** Not begun. */
		NONE,
		/** The quick ones are done. */
		GLANCE,
		/** Some of all are done. */
		UNDER_WAY,
		/** All are done. */
		ALL

	}

	/**
	 * What cannot stay as it is.
	 *
	 * @param field the path of the field, blank where the form has none for it
	 * @param label what that is called
	 * @param message what is wrong
	 */
	record Wrong(String field, String label, String message) {

	}

	/** What the quick checks found. */
	public static FormChecks glance(Review review, Map<String, String> labels) {
		return new FormChecks(State.GLANCE, review.findings(), wrong(review, labels), "", null, 0, 0, false);
	}

	/** All that was found. */
	public static FormChecks of(Look look) {
		return all(look, OVER, false);
	}

	/** What has been found by now. */
	static FormChecks of(Look look, UUID run, boolean going) {
		if (look.isDone()) {
			return all(look, going ? run : OVER, going);
		}
		Review review = look.soFar();
		return new FormChecks(State.UNDER_WAY, review.findings(), wrong(review, look.labels()), "", run,
				look.checks().done(), look.checks().size(), going);
	}

	private static FormChecks all(Look look, UUID run, boolean going) {
		Review review = look.all();
		return new FormChecks(State.ALL, review.findings(), wrong(review, look.labels()), "", run, look.checks().size(),
				look.checks().size(), going);
	}

	/** What stopped a launch or a change, and what else was found. */
	static FormChecks found(List<Finding> findings) {
		return new FormChecks(State.ALL, findings, List.of(), "", OVER, 0, 0, false);
	}

	/** Checks that could not be made. */
	static FormChecks failed(String trouble, boolean going) {
		return new FormChecks(State.ALL, List.of(), List.of(), trouble, null, 0, 0, going);
	}

	/** Quick checks that could not be made. */
	public static FormChecks failed(String trouble) {
		return failed(trouble, false);
	}

	private static List<Wrong> wrong(Review review, Map<String, String> labels) {
		return review.violations()
			.stream()
			.map((violation) -> new Wrong(labels.containsKey(violation.field()) ? violation.field() : "",
					labels.getOrDefault(violation.field(), ""), violation.message()))
			.toList();
	}

	/** What stops or may not work. */
	public List<Finding> grave() {
		return this.findings.stream().filter((finding) -> finding.stops() || finding.warns()).toList();
	}

	/** What is good to know. */
	public List<Finding> notes() {
		return this.findings.stream().filter((finding) -> !finding.stops() && !finding.warns()).toList();
	}

	/** Whether checks are done and have found nothing that may not work. */
	public boolean isClear() {
		return (this.state == State.GLANCE || this.state == State.ALL) && this.trouble.isEmpty() && this.wrong.isEmpty()
				&& grave().isEmpty();
	}

	/** How many notes say that something could not be looked at. */
	public long unmade() {
		return this.findings.stream().filter((finding) -> UNMADE.matcher(finding.message()).find()).count();
	}

	/** Whether all are done that were to be done before something goes on. */
	public boolean isGo() {
		return this.going && this.state == State.ALL;
	}

	/** Whether some are still to come. */
	public boolean isUnderWay() {
		return this.state == State.UNDER_WAY;
	}

}
