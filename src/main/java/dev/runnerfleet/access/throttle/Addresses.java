package dev.runnerfleet.access.throttle;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Knows which addresses are one's: of IPv6 everybody has the 18 quintillion of a /64.
 */
final class Addresses {

	private Addresses() {
	}

	/** What addresses of one owner have in common; anything else is its own group. */
	static String group(String address) {
		boolean literal = address.matches("[0-9a-fA-F:.]+(%.*)?") && address.contains(":");
		if (!literal) {
			return address;
		}
		try {
			InetAddress parsed = InetAddress.getByName(address.replaceFirst("%.*", ""));
			return (parsed instanceof Inet4Address) ? parsed.getHostAddress()
					: HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8)) + "/64";
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

}
