package dev.runnerfleet.fleet;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;

/** What became of asking what a change would do, for a page or a script. */
sealed interface ChangePreview {

	/** AWS works it out; what looked wrong goes along. */
	record Made(UUID previewId, List<String> warnings) implements ChangePreview {

	}

	/** Something has to be corrected; nothing was asked of AWS. */
	record Invalid(List<Violation> violations) implements ChangePreview {

	}

	/** Something looks wrong; nothing was asked of AWS, until it is to go on anyway. */
	record Doubtful(List<Finding> findings) implements ChangePreview {

	}

	/** AWS said no. */
	record Refused(AwsFailure failure) implements ChangePreview {

	}

}
