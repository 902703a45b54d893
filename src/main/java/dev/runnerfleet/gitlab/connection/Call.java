package dev.runnerfleet.gitlab.connection;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request of GitLab's API, whose tokens come into the open only when it is sent.
 *
 * @param method the HTTP method
 * @param path the path below {@code /api/v4}
 * @param headers headers that carry tokens
 * @param body the fields of the JSON body, empty for none
 */
public record Call(String method, String path, Map<String, Secret> headers, Map<String, Object> body) {

	private static final JsonMapper JSON = new JsonMapper();

	public static Call get(String path) {
		return new Call("GET", path, Map.of(), Map.of());
	}

	public static Call post(String path, Map<String, Object> body) {
		return new Call("POST", path, Map.of(), body);
	}

	public static Call put(String path, Map<String, Object> body) {
		return new Call("PUT", path, Map.of(), body);
	}

	public static Call delete(String path, Map<String, Object> body) {
		return new Call("DELETE", path, Map.of(), body);
	}

	public Call with(String header, Secret token) {
		return new Call(this.method, this.path, Map.of(header, token), this.body);
	}

	/** The same call with an access token, in the header that its kind belongs in. */
	public Call authorised(Secret accessToken) {
		boolean oauth = TokenKind.of(accessToken) == TokenKind.OAUTH_ACCESS;
		return with(oauth ? "Authorization" : "PRIVATE-TOKEN", accessToken);
	}

	/** Whether GitLab is another one once it has carried this out. */
	boolean changes() {
		return !this.method.equals("GET");
	}

	Stream<Secret> secrets() {
		return Stream.concat(this.headers.values().stream(),
				this.body.values().stream().filter(Secret.class::isInstance).map(Secret.class::cast));
	}

	HttpUriRequestBase at(URI base) {
		HttpUriRequestBase request = new HttpUriRequestBase(this.method, URI.create(base + "/api/v4" + this.path));
		request.setHeader("Accept", ContentType.APPLICATION_JSON.getMimeType());
		this.headers.forEach((name, token) -> request.setHeader(name, scheme(name) + token.reveal()));
		if (!this.body.isEmpty()) {
			Map<String, Object> open = new LinkedHashMap<>(this.body);
			open.replaceAll((name, value) -> (value instanceof Secret token) ? token.reveal() : value);
			request.setEntity(new ByteArrayEntity(JSON.writeValueAsBytes(open), ContentType.APPLICATION_JSON));
		}
		return request;
	}

	private static String scheme(String header) {
		return header.equals("Authorization") ? "Bearer " : "";
	}

}
