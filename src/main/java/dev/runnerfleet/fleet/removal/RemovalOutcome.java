package dev.runnerfleet.fleet.removal;

import java.util.List;
import java.util.stream.Collectors;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.UnusedRunner;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.gitlab.Explanation;

/** What became of asking that a fleet goes, or goes and comes again. */
public sealed interface RemovalOutcome {

	/** What happened and what to do next, blank where all is well. */
	String words();

	/** Whether somebody or something said no, as opposed to a slip in a form. */
	default boolean refused() {
		return !(this instanceof Begun) && !(this instanceof Invalid) && !(this instanceof Doubtful);
	}

	/** It is on its way. */
	record Begun() implements RemovalOutcome {

		@Override
		public String words() {
			return "";
		}

	}

	/** Something has to be corrected; nothing was done. */
	record Invalid(List<Violation> violations) implements RemovalOutcome {

		@Override
		public String words() {
			return this.violations.stream().map(Violation::message).collect(Collectors.joining(" "));
		}

	}

	/** Something looks wrong; nothing was done, until it is to go on anyway. */
	record Doubtful(List<Finding> findings) implements RemovalOutcome {

		@Override
		public String words() {
			return this.findings.stream().filter(Finding::stops).map(Finding::words).collect(Collectors.joining(" "));
		}

	}

	/** GitLab gave no runner token that fits; nothing was done. */
	record NoToken(Explanation explanation, UnusedRunner aftermath) implements RemovalOutcome {

		@Override
		public String words() {
			return this.explanation.trail();
		}

	}

	/** Somebody else was first, or the fleet is not in a state for it. */
	record NotNow(String words) implements RemovalOutcome {

	}

	/** The stack is protected from being deleted. */
	record Protected() implements RemovalOutcome {

		@Override
		public String words() {
			return "The fleet is protected from removal. Take the protection off first.";
		}

	}

	/** AWS said no. */
	record Refused(AwsFailure failure) implements RemovalOutcome {

		@Override
		public String words() {
			return this.failure.words();
		}

	}

}
