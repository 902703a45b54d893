package dev.runnerfleet.web.proxy;

import java.net.UnknownHostException;
import java.util.List;

import dev.runnerfleet.web.UnusableSetting;
import org.apache.catalina.util.NetMaskSet;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * The addresses whose word counts for where a request came from, because everybody else
 * could make it up.
 *
 * @param networks in CIDR form
 */
public record TrustedProxies(List<String> networks) {

	private static final List<String> PRIVATE = List.of("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
			"169.254.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7", "fe80::/10");

	static final TrustedProxies NONE = new TrustedProxies(List.of());

	/** Whoever has a private address, for those who only said that there is a proxy. */
	static final TrustedProxies NEARBY = new TrustedProxies(PRIVATE);

	/**
	 * Reads a list as it is configured.
	 * @param settings addresses and networks, such as {@code 192.0.2.7} or
	 * {@code 2001:db8::/32}
	 * @throws UnusableSetting if one of them is neither
	 */
	static TrustedProxies of(List<String> settings) {
		return new TrustedProxies(settings.stream()
			.map(String::strip)
			.filter((text) -> !text.isEmpty())
			.map(TrustedProxies::cidr)
			.toList());
	}

	boolean isEmpty() {
		return this.networks.isEmpty();
	}

	/**
	 * Whether one of them has the address.
	 * @param address in digits, as nothing is looked up
	 */
	public boolean contain(String address) {
		try {
			return isAddress(address) && masks().contains(address);
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	static boolean isAddress(String text) {
		return InetAddressUtils.isIPv4(text) || InetAddressUtils.isIPv6(text);
	}

	/** As Tomcat takes them. */
	@Override
	public String toString() {
		return String.join(",", this.networks);
	}

	private NetMaskSet masks() {
		return NetMaskSet.parse(toString());
	}

	private static String cidr(String text) {
		String address = text.replaceFirst("/.*", "");
		int bits = InetAddressUtils.isIPv4(address) ? 32 : 128;
		String length = address.equals(text) ? String.valueOf(bits) : text.substring(address.length() + 1);
		if (!isAddress(address) || !length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
			throw new UnusableSetting("portal.proxies names '" + text + "', which is no address and no network.",
					"List addresses such as 192.0.2.7 and networks such as 10.0.0.0/8, with commas between them.");
		}
		if (Integer.parseInt(length) == 0) {
			throw new UnusableSetting("portal.proxies names '" + text + "', which is everybody.",
					"Whoever is listed is believed whatever they tell of where a request came from. "
							+ "List the addresses of your proxies alone.");
		}
		return address + "/" + length;
	}

}
