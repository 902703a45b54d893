package dev.runnerfleet.gitlab.connection;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;

import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.secret.Secret;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * A few calls to one GitLab, each answer read up to a limit and cleared of our tokens. It
 * knows of a change that was asked for and not answered, whoever ends it.
 */
public final class Conversation {

	private static final String LEAVING = Conversation.class.getName();

	private final CloseableHttpClient client;

	private final GitLabUrl url;

	private final DataSize limit;

	private final GitLabCalls calls;

	private @Nullable URI unanswered;

	private boolean over;

	Conversation(CloseableHttpClient client, GitLabUrl url, DataSize limit, GitLabCalls calls) {
		this.client = client;
		this.url = url;
		this.limit = limit;
		this.calls = calls;
	}

	/**
	 * Asks wherever the API could be, until a GitLab answers.
	 * @param call what to ask
	 * @return the first answer of an API, otherwise the very first answer
	 */
	public Answer ask(Call call) throws IOException {
		@Nullable Answer first = null;
		for (URI base : this.url.candidates()) {
			Answer answer = ask(base, call);
			if (!answer.isFromElsewhere()) {
				return answer;
			}
			first = (first != null) ? first : answer;
		}
		return Objects.requireNonNull(first);
	}

	/**
	 * Asks the API of a root that is known.
	 * @param base GitLab's root
	 * @param call what to ask
	 * @return its answer
	 */
	public Answer ask(URI base, Call call) throws IOException {
		try (GitLabCalls.Running running = this.calls.begin(call)) {
			Answer answer = answer(base, call);
			running.answered(answer.status());
			return answer;
		}
	}

	private Answer answer(URI base, Call call) throws IOException {
		HttpUriRequestBase request = call.at(base);
		HttpClientContext context = HttpClientContext.create();
		context.setAttribute(LEAVING, (Runnable) () -> leaving(base, call));
		ClassicHttpResponse response = this.client.executeOpen(null, request, context);
		try {
			Answer answer = new Answer(base, response.getCode(), scrub(call, body(response)),
					scrub(call, header(response, "Location")), header(response, "Retry-After"),
					header(response, "X-Next-Page"));
			answered();
			return answer;
		}
		finally {
			// Otherwise closing the response would read the rest of it.
			request.cancel();
			Closer.closeQuietly(response);
		}
	}

	/**
	 * Posts to an address of the same host, and reads no more of the answer than that
	 * there is one.
	 */
	GuardedPosts.Posted.Answered post(URI address, Map<String, String> headers, byte[] body) throws IOException {
		HttpPost request = new HttpPost(address);
		headers.forEach(request::setHeader);
		request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
		ClassicHttpResponse response = this.client.executeOpen(null, request, HttpClientContext.create());
		try {
			return new GuardedPosts.Posted.Answered(response.getCode(), header(response, "Retry-After"));
		}
		finally {
			request.cancel();
			Closer.closeQuietly(response);
		}
	}

	/** Notes each request whose first byte is about to go over an open connection. */
	static ClassicHttpResponse noteLeaving(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		if (scope.clientContext.getAttribute(LEAVING) instanceof Runnable leaving) {
			leaving.run();
		}
		return chain.proceed(request, scope);
	}

	/**
	 * Ends it: nothing leaves from now on.
	 * @return the root of the GitLab that may have carried out a change without saying
	 * so, {@code null} where none was asked for or each was answered
	 */
	synchronized @Nullable URI end() {
		this.over = true;
		return this.unanswered;
	}

	private synchronized void leaving(URI base, Call call) {
		if (this.over) {
			throw new CancellationException();
		}
		this.unanswered = call.changes() ? base : null;
	}

	private synchronized void answered() {
		this.unanswered = null;
	}

	String host() {
		return this.url.host();
	}

	public GitLabUrl url() {
		return this.url;
	}

	private String body(ClassicHttpResponse response) throws IOException {
		HttpEntity entity = response.getEntity();
		if (entity == null) {
			return "";
		}
		int most = Math.toIntExact(this.limit.toBytes());
		if (entity.getContentLength() > most) {
			throw tooLarge();
		}
		byte[] bytes = AnswerBytes.plain(entity.getContent(), most + 1);
		if (bytes.length > most) {
			throw tooLarge();
		}
		return AnswerBytes.text(bytes);
	}

	private GitLabException tooLarge() {
		return new GitLabException(new ConnectionFailure.TooLarge(host(), this.limit.toBytes()));
	}

	private static String header(ClassicHttpResponse response, String name) {
		Header header = response.getFirstHeader(name);
		return (header != null && header.getValue() != null) ? header.getValue() : "";
	}

	private static String scrub(Call call, String text) {
		String clean = text;
		for (Secret secret : call.secrets().toList()) {
			clean = secret.scrub(clean);
		}
		return clean;
	}

}
