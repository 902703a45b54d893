package dev.runnerfleet.web.proxy;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How people reach the portal.
 *
 * @param proxies addresses and networks in CIDR form of the proxies that may tell where a
 * request came from, such as {@code 10.0.0.0/8}
 * @param url the address under which people reach the portal, such as
 * {@code https://ci.example.com/tools/fleets}
 */
@ConfigurationProperties("portal")
record ProxyProperties(@Nullable List<String> proxies, @Nullable String url) {

	Optional<String> fixed() {
		return Optional.ofNullable(this.url).filter((text) -> !text.isBlank());
	}

}
