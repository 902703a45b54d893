package dev.runnerfleet.fleet;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of looking at a launch or a change.
 *
 * @param violations what cannot stay as it is
 * @param findings what a person may know better; none while there are violations
 */
record Review(List<Violation> violations, List<Finding> findings) {

	static Review wrong(List<Violation> violations) {
		return new Review(violations, List.of());
	}

	/**
	 * Whether a person has to decide first.
	 * @param anyway whether they have: it is to go on all the same
	 */
	boolean stops(boolean anyway) {
		return !anyway && this.findings.stream().anyMatch(Finding::stops);
	}

	/** What was found and went on, for the person who is told. */
	List<String> warnings() {
		return this.findings.stream().map(Finding::message).toList();
	}

	/** What a person overruled, blank if nothing, for the audit trail. */
	String overruled() {
		String messages = this.findings.stream()
			.filter(Finding::stops)
			.map(Finding::message)
			.collect(Collectors.joining(" "));
		return messages.isEmpty() ? "" : "Anyway: " + messages;
	}

}
