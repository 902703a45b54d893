package dev.runnerfleet.gitlab.connection;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.TrustedGitLab;
import org.jspecify.annotations.Nullable;

/**
 * Reads the URL that a person typed and refuses every form that two readers could read
 * differently, so that what was checked is what is called.
 */
public final class GitLabUrls {

	private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7E]+");

	private static final Pattern NAME = Pattern
		.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

	private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

	private static final Pattern DOTTED = Pattern.compile("((0|[1-9]\\d{0,2})(\\.(?!$)|$)){4}");

	private static final Pattern ODD_PATH = Pattern.compile(".*(//|/\\.{1,2}(/|$)|\\\\|;).*");

	/** Paths that no group has, so that what comes before them is GitLab's root. */
	private static final Pattern OWN_PAGE = Pattern
		.compile("/(api/v4|api/graphql|groups|admin|explore|dashboard|help|users/sign_in)(/.*)?$");

	/** What follows a group's or a project's path, and now and then the root's. */
	private static final Pattern PLACES_PAGE = Pattern.compile("/-(/.*)?$");

	private static final int HIGHEST_PORT = 65535;

	private final GitLabProperties properties;

	private final List<TrustedGitLab> trusted;

	GitLabUrls(GitLabProperties properties, List<TrustedGitLab> trusted) {
		this.properties = properties;
		this.trusted = trusted;
	}

	/** What to fill in where nobody has said anything yet. */
	public String suggestion() {
		return this.trusted.stream().findFirst().map((each) -> each.url().toString()).orElse("https://gitlab.com");
	}

	/**
	 * Reads a URL.
	 * @param text what a person typed
	 * @return the URL, in lower case up to its path and without what follows GitLab's
	 * root in the addresses of its own pages
	 * @throws GitLabException with the reason if it is refused
	 */
	public GitLabUrl read(@Nullable String text) {
		GitLabUrl url = tidy(text);
		int port = url.base().getPort();
		require(url.trusted() || port == -1 || this.properties.allowedPorts().contains(port), UrlProblem.PORT);
		return url;
	}

	/**
	 * Reads a URL that others than the portal call: any port will do.
	 * @param text what a person typed
	 * @return the same as {@link #read}
	 * @throws GitLabException with the reason if it is refused
	 */
	public GitLabUrl tidy(@Nullable String text) {
		String plain = (text != null) ? text.strip() : "";
		require(!plain.isEmpty(), UrlProblem.MISSING);
		require(plain.codePoints().allMatch((each) -> each < 0x80), UrlProblem.NOT_ASCII);
		require(PLAIN.matcher(plain).matches(), UrlProblem.UNREADABLE);
		require(plain.indexOf('%') < 0, UrlProblem.ENCODED);
		URI uri = parse(plain);
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		require(scheme.equals("https") || scheme.equals("http"), UrlProblem.SCHEME);
		require(!uri.isOpaque(), UrlProblem.UNREADABLE);
		require(uri.getRawUserInfo() == null && !String.valueOf(uri.getRawAuthority()).contains("@"),
				UrlProblem.USER_INFO);
		require(uri.getRawQuery() == null && uri.getRawFragment() == null, UrlProblem.TRAILING);
		require(uri.getHost() != null, UrlProblem.HOST);
		String host = host(uri.getHost().toLowerCase(Locale.ROOT));
		require(!ODD_PATH.matcher(uri.getRawPath()).matches(), UrlProblem.PATH);
		require(uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= HIGHEST_PORT), UrlProblem.NO_PORT);
		String port = (uri.getPort() != -1) ? ":" + uri.getPort() : "";
		String path = host.equals("gitlab.com") ? "" : OWN_PAGE.matcher(uri.getRawPath()).replaceFirst("");
		String root = PLACES_PAGE.matcher(path).replaceFirst("").replaceFirst("/+$", "");
		URI base = URI.create(scheme + "://" + host + port + root);
		boolean trusted = this.trusted.stream().anyMatch((each) -> each.url().equals(base));
		require(trusted || scheme.equals("https") || this.properties.allowHttp(), UrlProblem.PLAIN_HTTP);
		boolean inside = !root.isEmpty() && PLACES_PAGE.matcher(path).find();
		return new GitLabUrl(base, trusted, inside);
	}

	private URI parse(String text) {
		try {
			return new URI(text).parseServerAuthority();
		}
		catch (URISyntaxException ex) {
			throw refused(reasonOf(text));
		}
	}

	private UrlProblem reasonOf(String text) {
		String authority = text.replaceFirst("^[^/]*//", "").replaceFirst("[/?#].*", "");
		if (authority.contains("@")) {
			return UrlProblem.USER_INFO;
		}
		if (NUMERIC.matcher(authority.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "")).matches()) {
			return UrlProblem.ODD_ADDRESS;
		}
		return UrlProblem.UNREADABLE;
	}

	private String host(String host) {
		if (host.startsWith("[")) {
			require(literal(host).getAddress().length == 16, UrlProblem.ODD_ADDRESS);
			return host;
		}
		if (NUMERIC.matcher(host).matches()) {
			require(DOTTED.matcher(host).matches(), UrlProblem.ODD_ADDRESS);
			return host;
		}
		require(NAME.matcher(host).matches(), UrlProblem.HOST);
		return host;
	}

	private InetAddress literal(String host) {
		try {
			return InetAddress.getByName(host);
		}
		catch (UnknownHostException ex) {
			throw refused(UrlProblem.HOST);
		}
	}

	private static void require(boolean held, UrlProblem problem) {
		if (!held) {
			throw refused(problem);
		}
	}

	private static GitLabException refused(UrlProblem problem) {
		return new GitLabException(new UrlFailure.Malformed(problem));
	}

}
