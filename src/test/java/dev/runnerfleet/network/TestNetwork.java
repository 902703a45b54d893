package dev.runnerfleet.network;

import java.util.Map;
import java.util.Set;

import dev.runnerfleet.aws.AwsFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * The network for tests of other modules: {@code vpc-2} of {@code eu-central-1} has
 * {@code subnet-a} and {@code subnet-b}; the key pairs are {@code ada} and {@code zoe}.
 */
public final class TestNetwork {

	private TestNetwork() {
	}

	public static Network create() {
		return with(Map.of());
	}

	/**
	 * The same with faults.
	 * @param faults what happens before an action such as {@code DescribeVpcs} is
	 * answered
	 */
	public static Network with(Map<String, Runnable> faults) {
		return new Network(new FakeEc2(faults), (list) -> {
		});
	}

	/** The same in the portal's words. */
	public static AwsFailure failure() {
		try {
			return AwsFailure.guard("ec2:Describe", () -> {
				throw denied();
			});
		}
		catch (AwsFailure ex) {
			return ex;
		}
	}

	/** AWS's refusal for want of a permission. */
	public static RuntimeException denied() {
		return Ec2Exception.builder()
			.statusCode(403)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode("UnauthorizedOperation").errorMessage("No.").build())
			.build();
	}

	/** The machines of that network's account, which names no type. */
	public static Machinery machinery() {
		return new Machinery(new FakeEc2());
	}

	/**
	 * Machinery of some types, each of the architecture that its name tells, and an
	 * image.
	 */
	public static Machinery machinery(Set<String> types, @Nullable MachineImage image) {
		return new Machinery(new FakeMachines(types, image, Map.of()));
	}

	/** Machinery of types that some zones offer. */
	public static Machinery offering(Map<String, Set<String>> zones) {
		return new Machinery(new FakeMachines(zones.keySet(), null, zones));
	}

	/** What a VPC lets its machines do. */
	public static VpcRules rules(FakeVpc vpc) {
		return new VpcRules(vpc);
	}

	/**
	 * Machinery of types that have one price in each zone.
	 * @param prices in USD by type; {@code null} where AWS refuses to tell
	 */
	public static Machinery spotMarket(@Nullable Map<String, Double> prices) {
		return new Machinery(new FakeSpotMarket(prices));
	}

	/** Machinery of which AWS tells nothing. */
	public static Machinery deniedMachinery() {
		return new Machinery(new FakeEc2(Map.of("DescribeInstanceTypes", () -> {
			throw denied();
		})));
	}

}
