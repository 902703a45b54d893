package dev.runnerfleet.gitlab;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import dev.runnerfleet.secret.Secret;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * A few calls to one GitLab, each answer read up to a limit and cleared of our tokens.
 */
final class Conversation {

	private final CloseableHttpClient client;

	private final GitLabUrl url;

	private final DataSize limit;

	Conversation(CloseableHttpClient client, GitLabUrl url, DataSize limit) {
		this.client = client;
		this.url = url;
		this.limit = limit;
	}

	/**
	 * Asks wherever the API could be, until a GitLab answers.
	 * @param call what to ask
	 * @return the first answer of an API, otherwise the very first answer
	 */
	Answer ask(Call call) throws IOException {
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
	Answer ask(URI base, Call call) throws IOException {
		HttpUriRequestBase request = call.at(base);
		ClassicHttpResponse response = this.client.executeOpen(null, request, null);
		try {
			return new Answer(base, response.getCode(), scrub(call, body(response.getEntity())),
					scrub(call, header(response, "Location")), header(response, "Retry-After"));
		}
		finally {
			// Otherwise closing the response would read the rest of it.
			request.cancel();
			Closer.closeQuietly(response);
		}
	}

	String host() {
		return this.url.host();
	}

	GitLabUrl url() {
		return this.url;
	}

	private String body(@Nullable HttpEntity entity) throws IOException {
		if (entity == null) {
			return "";
		}
		int most = Math.toIntExact(this.limit.toBytes());
		if (entity.getContentLength() > most) {
			throw tooLarge();
		}
		InputStream content = entity.getContent();
		byte[] bytes = content.readNBytes(most + 1);
		if (bytes.length > most) {
			throw tooLarge();
		}
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private GitLabException tooLarge() {
		return new GitLabException(new AnswerFailure.TooLarge(host(), this.limit.toBytes()));
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
