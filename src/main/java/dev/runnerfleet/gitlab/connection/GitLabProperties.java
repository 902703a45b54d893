package dev.runnerfleet.gitlab.connection;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which GitLabs the portal may talk to, and how long it listens.
 *
 * @param allowedNetworks networks in CIDR form that are allowed although they are not
 * public, such as {@code 10.20.0.0/16}
 * @param allowedHosts host names that may lead to any but link-local, multicast and
 * metadata addresses
 * @param allowedPorts ports that a GitLab URL may name
 * @param allowHttp whether plain http is allowed
 * @param sslBundle the name of an SSL bundle with the certificates of a private authority
 * @param proxy the URL of the proxy that leads to GitLab over https, {@code none} for a
 * direct way; where it is missing, {@code https.proxyHost} or {@code HTTPS_PROXY} counts
 * @param connectTimeout the longest that connecting to one address may take
 * @param readTimeout the longest silence from GitLab
 * @param deadline the longest that one operation may take, however busily GitLab talks
 * @param answerLimit the largest answer that is read
 */
@ConfigurationProperties("portal.gitlab")
record GitLabProperties(@DefaultValue List<String> allowedNetworks, @DefaultValue Set<String> allowedHosts,
		@DefaultValue( {
				"80", "443", "8080", "8443" }) Set<Integer> allowedPorts,
		boolean allowHttp, @Nullable String sslBundle, @Nullable String proxy,
		@DefaultValue("5s") Duration connectTimeout, @DefaultValue("10s") Duration readTimeout,
		@DefaultValue("20s") Duration deadline, @DefaultValue("256KB") DataSize answerLimit){

}
