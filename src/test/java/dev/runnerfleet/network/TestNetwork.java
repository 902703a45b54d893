package dev.runnerfleet.network;

/**
 * The network for tests of other modules: {@code vpc-2} of {@code eu-central-1} has
 * {@code subnet-a} and {@code subnet-b}; the key pairs are {@code ada} and {@code zoe}.
 */
public final class TestNetwork {

	private TestNetwork() {
	}

	public static Network create() {
		return new Network(new FakeEc2());
	}

}
