package dev.runnerfleet.fleet.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;

/**
 * An operation of the API as the portal's own document describes it.
 *
 * @param method its HTTP method
 * @param path its path, with placeholders
 * @param description the rest of what the document says
 */
record ApiOperation(HttpMethod method, String path, JsonNode description) {

	static final JsonNode DOCUMENT = document();

	static Stream<ApiOperation> all() {
		return DOCUMENT.path("paths")
			.properties()
			.stream()
			.flatMap((path) -> path.getValue()
				.properties()
				.stream()
				.map((operation) -> new ApiOperation(HttpMethod.valueOf(operation.getKey().toUpperCase(Locale.ROOT)),
						path.getKey(), operation.getValue())));
	}

	static Stream<ApiOperation> withBody() {
		return all().filter(ApiOperation::hasBody);
	}

	boolean hasBody() {
		return this.description.has("requestBody");
	}

	boolean changes() {
		return this.method != HttpMethod.GET;
	}

	boolean hasPlaceholders() {
		return this.path.contains("{");
	}

	/** An address of it under which there is nothing. */
	String address() {
		return this.path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
	}

	Set<String> statuses() {
		return this.description.path("responses").propertyNames().stream().collect(java.util.stream.Collectors.toSet());
	}

	List<JsonNode> parameters() {
		return StreamSupport.stream(this.description.path("parameters").spliterator(), false).toList();
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

	private static JsonNode document() {
		try (InputStream document = ApiOperation.class.getResourceAsStream("/openapi.json")) {
			return new JsonMapper().readTree(document);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
