package dev.runnerfleet.fleet;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;

/** What became of asking what a change would do, for a page or a script. */
sealed interface ChangePreview {

	/** AWS works it out. */
	record Made(UUID previewId) implements ChangePreview {

	}

	/** Something has to be corrected; nothing was asked of AWS. */
	record Invalid(List<Violation> violations) implements ChangePreview {

	}

	/** AWS said no. */
	record Refused(AwsFailure failure) implements ChangePreview {

	}

}
