package dev.runnerfleet.aws;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the portal waits for AWS, and with which role CloudFormation works there.
 *
 * @param callTimeout the longest that one call may take, its retries included
 * @param attemptTimeout the longest that one attempt of a call may take
 * @param serviceRoleArn the role that CloudFormation assumes for the portal's stacks;
 * {@code null} where it works with the portal's own identity
 */
@ConfigurationProperties("portal.aws")
record AwsProperties(@DefaultValue("20s") Duration callTimeout, @DefaultValue("8s") Duration attemptTimeout,
		@Nullable String serviceRoleArn) {

	private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");

	AwsProperties {
		serviceRoleArn = (serviceRoleArn == null || serviceRoleArn.isBlank()) ? null : serviceRoleArn.strip();
		if (serviceRoleArn != null && !ROLE.matcher(serviceRoleArn).matches()) {
			throw new IllegalArgumentException("portal.aws.service-role-arn has to be the ARN of a role, such as "
					+ "arn:aws:iam::111122223333:role/runner-fleet-portal-cloudformation, and is " + serviceRoleArn);
		}
	}

}
