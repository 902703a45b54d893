package dev.runnerfleet.gitlab.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.util.StringUtils;

/**
 * The hosts that are called without a proxy, in the many spellings that such lists have.
 *
 * @param entries names, domains with a dot or an asterisk in front, addresses and
 * networks; a port narrows them down
 */
record NoProxy(List<String> entries) {

	private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[.+\\]):(\\d{1,5})");

	private static final List<String> ALWAYS = List.of("localhost", "127.0.0.0/8", "::1");

	/** Reads lists as in {@code NO_PROXY} or in Java's {@code http.nonProxyHosts}. */
	static NoProxy of(Stream<String> lists) {
		return new NoProxy(
				Stream.concat(ALWAYS.stream(), lists.flatMap((list) -> Arrays.stream(list.split("[,|\\s]+"))))
					.filter(StringUtils::hasText)
					.map((entry) -> entry.toLowerCase(Locale.ROOT))
					.toList());
	}

	/**
	 * Whether a host is called directly.
	 * @param host a name or an address, in lower case and without brackets
	 * @param port the port that it would be called at
	 */
	boolean covers(String host, int port) {
		return this.entries.stream().anyMatch((entry) -> {
			Matcher narrowed = WITH_PORT.matcher(entry);
			return narrowed.matches() ? Integer.parseInt(narrowed.group(2)) == port && covers(narrowed.group(1), host)
					: covers(entry, host);
		});
	}

	private static boolean covers(String entry, String host) {
		String plain = entry.replaceAll("[\\[\\]]", "");
		if (plain.contains("/") || plain.contains(":")) {
			return isAddress(host) && holds(plain, host);
		}
		if (plain.endsWith("*")) {
			return host.startsWith(plain.substring(0, plain.length() - 1));
		}
		String domain = plain.replaceFirst("^\\*?\\.", "");
		return host.endsWith("." + domain) || (plain.equals(domain) && host.equals(domain));
	}

	private static boolean isAddress(String host) {
		return host.contains(":") || host.matches("[0-9.]+");
	}

	private static boolean holds(String network, String address) {
		try {
			return InetAddressFilter.of(network).matches(InetAddress.getByName(address));
		}
		catch (UnknownHostException | IllegalArgumentException ex) {
			return false;
		}
	}

}
