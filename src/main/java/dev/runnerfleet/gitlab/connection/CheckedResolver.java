package dev.runnerfleet.gitlab.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import dev.runnerfleet.gitlab.GitLabException;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Resolves one host once and hands out its addresses only if every one of them is
 * allowed, so that a connection can go nowhere else, whatever the name service answers
 * next and whatever name it is asked for.
 */
final class CheckedResolver implements DnsResolver {

	private static final Logger logger = LoggerFactory.getLogger(CheckedResolver.class);

	private final String host;

	private final InetAddressFilter allowed;

	private final HostLookup lookup;

	private InetAddress @Nullable [] addresses;

	CheckedResolver(String host, InetAddressFilter allowed, HostLookup lookup) {
		this.host = host.replaceAll("[\\[\\]]", "");
		this.allowed = allowed;
		this.lookup = lookup;
	}

	@Override
	public synchronized InetAddress[] resolve(String name) throws UnknownHostException {
		if (this.addresses == null) {
			this.addresses = check(this.lookup.lookup(this.host));
		}
		return this.addresses;
	}

	@Override
	public String resolveCanonicalHostname(String name) {
		return name;
	}

	private InetAddress[] check(InetAddress[] found) {
		Arrays.stream(found).filter((each) -> !this.allowed.matches(each)).findFirst().ifPresent((each) -> {
			logger.info("Refused to connect to {} at {}", this.host, each.getHostAddress());
			throw new GitLabException(new UrlFailure.ForbiddenAddress(this.host, AddressKind.of(each)));
		});
		return found;
	}

}
