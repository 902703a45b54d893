package dev.runnerfleet.gitlab.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The HTTP proxy that leads to GitLab where a network lets nobody out directly, from the
 * settings that other programs go by, too.
 */
final class GitLabProxy {

	private static final String NONE = "none";

	private final HttpHost host;

	private final @Nullable UsernamePasswordCredentials credentials;

	private final NoProxy direct;

	private GitLabProxy(HttpHost host, @Nullable UsernamePasswordCredentials credentials, NoProxy direct) {
		this.host = host;
		this.credentials = credentials;
		this.direct = direct;
	}

	/**
	 * Reads the settings.
	 * @param chosen a proxy's URL, or {@code none}; where it is missing the JVM's
	 * {@code https.proxyHost} counts, then the environment's {@code HTTPS_PROXY}
	 * @param settings system properties and environment variables by name
	 * @return the proxy, {@code null} for none
	 * @throws IllegalStateException if it has no proxy's form
	 */
	static @Nullable GitLabProxy of(@Nullable String chosen, Function<String, @Nullable String> settings) {
		NoProxy direct = NoProxy.of(Stream.of("NO_PROXY", "no_proxy", "http.nonProxyHosts")
			.map((name) -> Objects.requireNonNullElse(settings.apply(name), "")));
		if (StringUtils.hasText(chosen)) {
			return chosen.strip().equalsIgnoreCase(NONE) ? null : read("portal.gitlab.proxy", chosen, direct);
		}
		String name = settings.apply("https.proxyHost");
		if (StringUtils.hasText(name)) {
			String port = settings.apply("https.proxyPort");
			return read("https.proxyHost", name + ":" + (StringUtils.hasText(port) ? port : "443"), direct);
		}
		return Stream.of("HTTPS_PROXY", "https_proxy")
			.filter((variable) -> StringUtils.hasText(settings.apply(variable)))
			.findFirst()
			.map((variable) -> read(variable, String.valueOf(settings.apply(variable)), direct))
			.orElse(null);
	}

	/** Whether this GitLab is called through the proxy. Plain http never is. */
	boolean serves(GitLabUrl url) {
		String name = url.host().replaceAll("[\\[\\]]", "");
		int port = (url.base().getPort() != -1) ? url.base().getPort() : 443;
		return !url.trusted() && "https".equals(url.base().getScheme()) && !this.direct.covers(name, port);
	}

	HttpHost host() {
		return this.host;
	}

	@Nullable UsernamePasswordCredentials credentials() {
		return this.credentials;
	}

	@Override
	public String toString() {
		return this.host.getHostName() + ":" + this.host.getPort();
	}

	/** Says nothing of the value, as it may hold a password. */
	private static GitLabProxy read(String setting, String text, NoProxy direct) {
		try {
			URI uri = new URI(text.contains("://") ? text.strip() : "http://" + text.strip()).parseServerAuthority();
			boolean secure = "https".equals(uri.getScheme());
			if (uri.getHost() != null && (secure || "http".equals(uri.getScheme()))) {
				int port = (uri.getPort() != -1) ? uri.getPort() : (secure ? 443 : 80);
				return new GitLabProxy(new HttpHost(uri.getScheme(), uri.getHost(), port),
						credentials(uri.getUserInfo()), direct);
			}
		}
		catch (URISyntaxException ex) {
			// Told below, without the text.
		}
		throw new IllegalStateException(
				setting + " does not name a proxy. Write it like http://proxy.example.com:3128, or set "
						+ "portal.gitlab.proxy to none to call GitLab directly.");
	}

	private static @Nullable UsernamePasswordCredentials credentials(@Nullable String userInfo) {
		if (userInfo == null) {
			return null;
		}
		int colon = userInfo.indexOf(':');
		return (colon < 0) ? new UsernamePasswordCredentials(userInfo, new char[0]) : new UsernamePasswordCredentials(
				userInfo.substring(0, colon), userInfo.substring(colon + 1).toCharArray());
	}

}
