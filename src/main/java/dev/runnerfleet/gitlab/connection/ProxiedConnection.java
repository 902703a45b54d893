package dev.runnerfleet.gitlab.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import dev.runnerfleet.gitlab.GitLabException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * The way to one GitLab through a proxy: tunnelled, so that the proxy sees no token, and
 * never mistaking the proxy's own answers for GitLab's.
 */
final class ProxiedConnection {

	private static final String TUNNELLED = ProxiedConnection.class.getName();

	/**
	 * Names that no public host has; the proxy may be inside, where they mean something.
	 */
	private static final Pattern INSIDE = Pattern.compile("[^.:]+|.*\\.(local|localhost|internal|lan|home\\.arpa)");

	private final GitLabProxy proxy;

	private final GitLabUrl url;

	private final CheckedResolver addresses;

	private final boolean trustedName;

	/**
	 * A way.
	 * @param addresses the lookup that lets allowed addresses pass only
	 * @param trustedName whether this very name is allowed to lead inside
	 */
	ProxiedConnection(GitLabProxy proxy, GitLabUrl url, CheckedResolver addresses, boolean trustedName) {
		this.proxy = proxy;
		this.url = url;
		this.addresses = addresses;
		this.trustedName = trustedName;
	}

	/**
	 * Checks addresses as on a direct way, as far as they can be known here. A name that
	 * only the proxy can look up is left to it, unless it can mean an inner host alone.
	 */
	void check() {
		try {
			this.addresses.resolve(this.url.host());
		}
		catch (UnknownHostException ex) {
			if (!this.trustedName && INSIDE.matcher(this.url.host()).matches()) {
				throw new GitLabException(new UrlFailure.ForbiddenAddress(this.url.host(), AddressKind.PRIVATE));
			}
		}
	}

	/** Whether it was the proxy that was not there: it alone is connected to. */
	static boolean isUnreachable(Throwable cause) {
		return cause instanceof UnknownHostException || cause instanceof ConnectException
				|| cause instanceof NoRouteToHostException || cause instanceof ConnectTimeoutException;
	}

	GitLabException unreachable() {
		return new GitLabException(new ConnectionFailure.ProxyUnreachable(this.proxy.toString()));
	}

	void through(HttpClientBuilder client) {
		client.setRoutePlanner(new DefaultProxyRoutePlanner(this.proxy.host()));
		if (this.proxy.credentials() != null) {
			client.setDefaultCredentialsProvider((scope, context) -> isProxy(scope) ? this.proxy.credentials() : null);
		}
		client.addExecInterceptorBefore(ChainElement.CONNECT.name(), "proxy", this::refuseOthersAnswers);
		client.addExecInterceptorAfter(ChainElement.CONNECT.name(), "tunnel", (request, scope, chain) -> {
			scope.clientContext.setAttribute(TUNNELLED, true);
			return chain.proceed(request, scope);
		});
	}

	private boolean isProxy(AuthScope scope) {
		return this.proxy.host().getHostName().equalsIgnoreCase(scope.getHost())
				&& this.proxy.host().getPort() == scope.getPort();
	}

	private ClassicHttpResponse refuseOthersAnswers(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		scope.clientContext.removeAttribute(TUNNELLED);
		ClassicHttpResponse response = chain.proceed(request, scope);
		if (scope.clientContext.getAttribute(TUNNELLED) == null) {
			response.close();
			throw new GitLabException(
					new ConnectionFailure.ProxyRefused(this.proxy.toString(), this.url.host(), response.getCode()));
		}
		return response;
	}

}
