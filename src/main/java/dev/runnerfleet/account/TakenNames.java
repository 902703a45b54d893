package dev.runnerfleet.account;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.s3.model.S3Exception;

import org.springframework.stereotype.Component;

/**
 * Tells which names are taken. Every method throws {@link AwsFailure} where AWS refuses
 * or does not answer.
 */
@Component
public class TakenNames {

	/**
	 * No permission that the portal is given: without it S3 says no only to names that
	 * are taken, which is all there is to know.
	 */
	private static final String LOOK = "s3:ListBucket";

	private final Aws aws;

	TakenNames(Aws aws) {
		this.aws = aws;
	}

	/** Whose a bucket is. */
	public enum Bucket {

		/** Nobody's, so it can be created. */
		FREE,
		/** This account's. */
		OWN,
		/** Somebody's whom the portal may not ask. */
		FOREIGN

	}

	/** Whose the bucket of a name is, in the whole of S3. */
	public Bucket bucket(Place place, String name) {
		return AwsFailure.guard(LOOK, () -> {
			try {
				this.aws.s3(place).headBucket((request) -> request.bucket(name));
				return Bucket.OWN;
			}
			catch (S3Exception ex) {
				return switch (ex.statusCode()) {
					case 404 -> Bucket.FREE;
					case 301, 403 -> Bucket.FOREIGN;
					default -> throw ex;
				};
			}
		});
	}

	/** Whether there is a log group of that very name. */
	public boolean hasLogGroup(Place place, String name) {
		return AwsFailure
			.guard("logs:DescribeLogGroups",
					() -> this.aws.logs(place).describeLogGroups((request) -> request.logGroupNamePrefix(name)))
			.logGroups()
			.stream()
			.anyMatch((group) -> name.equals(group.logGroupName()));
	}

}
