package dev.runnerfleet.cleanup;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;

import org.springframework.stereotype.Component;

/**
 * Deletes a manager's logs, which outlive its stack so that they can tell why it failed.
 */
@Component
public class LogGroup {

	private final Aws aws;

	LogGroup(Aws aws) {
		this.aws = aws;
	}

	/**
	 * Deletes a log group with all that is in it.
	 * @param place where it is
	 * @param name its name
	 * @return whether it was there
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public boolean delete(Place place, String name) {
		try {
			AwsFailure.guard("logs:DeleteLogGroup",
					() -> this.aws.logs(place).deleteLogGroup((request) -> request.logGroupName(name)));
			return true;
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND) {
				return false;
			}
			throw ex;
		}
	}

}
