package dev.runnerfleet.fleet;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.gitlab.Explanation;

/** What became of a launch, for a page or a script to put into words. */
sealed interface FleetLaunch {

	/**
	 * It is on its way, now or since the same form came before; what looked wrong goes
	 * along.
	 */
	record Begun(UUID id, List<String> warnings) implements FleetLaunch {

	}

	/** Something has to be corrected; nothing was asked of AWS. */
	record Invalid(List<Violation> violations) implements FleetLaunch {

	}

	/** Something looks wrong; nothing was asked of AWS, until it is to go on anyway. */
	record Doubtful(List<Finding> findings) implements FleetLaunch {

	}

	/** Another stack has the name, here or in the account. */
	record NameTaken(String message, Aftermath aftermath) implements FleetLaunch {

	}

	/** AWS said no; nothing was created there. */
	record Refused(AwsFailure failure, Aftermath aftermath) implements FleetLaunch {

	}

	/** GitLab gave no runner token that fits; nothing was asked of AWS. */
	record NoToken(Explanation explanation, Aftermath aftermath) implements FleetLaunch {

	}

}
