package dev.runnerfleet.fleet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleLinksTest {

	@ParameterizedTest
	@CsvSource({ "eu-central-1,eu-central-1.console.aws.amazon.com", "cn-north-1,console.amazonaws.cn",
			"us-gov-west-1,console.amazonaws-us-gov.com" })
	void eachPartitionHasItsConsole(String region, String host) {
		assertThat(ConsoleLinks.stack(region, "arn:x:stack/a/1")).isEqualTo("https://" + host
				+ "/cloudformation/home?region=" + region + "#/stacks/stackinfo?stackId=arn%3Ax%3Astack%2Fa%2F1");
	}

	@Test
	void aResourceIsLinkedOnceItHasAnIdAndAPage() {
		assertThat(ConsoleLinks.resource("eu-west-1", "AWS::EC2::Instance", "i-1")).isEqualTo(
				"https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-1");
		assertThat(ConsoleLinks.resource("eu-west-1", "AWS::EC2::Instance", null)).isNull();
		assertThat(ConsoleLinks.resource("eu-west-1", "AWS::EC2::Instance", "")).isNull();
		assertThat(ConsoleLinks.resource("eu-west-1", "AWS::Unheard::Of", "x")).isNull();
		assertThat(ConsoleLinks.stack("eu-west-1", null)).isNull();
	}

	@Test
	void theNameOfALogGroupIsEncodedTwice() {
		assertThat(ConsoleLinks.resource("eu-west-1", "AWS::Logs::LogGroup", "/runner-fleet/blue"))
			.endsWith("#logsV2:log-groups/log-group/$252Frunner-fleet$252Fblue");
	}

	@Test
	void anIdCannotLeaveItsPlace() {
		assertThat(ConsoleLinks.resource("eu-west-1", "AWS::S3::Bucket", "a/../b?\"<"))
			.endsWith("/s3/buckets/a%2F..%2Fb%3F%22%3C?region=eu-west-1");
	}

}
