package dev.runnerfleet.portal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for what has to be told one: none of those that the machine gives to whoever
 * connects or listens meanwhile.
 */
final class FreePort {

	private static final int LOWEST = 20_000;

	/** Linux gives out those above, and so do others. */
	private static final int HIGHEST = 32_000;

	private FreePort() {
	}

	static int find() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// Somebody has it.
			}
		}
	}

}
