package dev.runnerfleet.fleet;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;

/** What became of a launch, for a page or a script to put into words. */
sealed interface FleetLaunch {

	/** It is on its way, now or since the same form came before. */
	record Begun(UUID id) implements FleetLaunch {

	}

	/** Something has to be corrected; nothing was asked of AWS. */
	record Invalid(List<Violation> violations) implements FleetLaunch {

	}

	/** Another stack has the name, here or in the account. */
	record NameTaken(String message) implements FleetLaunch {

	}

	/** AWS said no; nothing was created. */
	record Refused(AwsFailure failure) implements FleetLaunch {

	}

}
