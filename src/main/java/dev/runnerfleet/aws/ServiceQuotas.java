package dev.runnerfleet.aws;

/** Tells how much of something an account may have in a region. */
@FunctionalInterface
public interface ServiceQuotas {

	/**
	 * A quota as it is applied to the account.
	 * @param service the service's code, such as {@code ec2}
	 * @param code the quota's code, such as {@code L-1216C47A}
	 * @return its value
	 * @throws software.amazon.awssdk.core.exception.SdkException if AWS refuses or does
	 * not answer
	 */
	double value(String service, String code);

}
