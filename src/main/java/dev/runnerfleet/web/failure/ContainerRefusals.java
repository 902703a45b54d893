package dev.runnerfleet.web.failure;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.util.HtmlUtils;

/**
 * Says in the portal's words what the container refuses by itself: requests that it
 * cannot read, which reach neither a filter nor a template.
 */
class ContainerRefusals extends ErrorReportValve {

	private final String base;

	private final ObjectProvider<ResourceUrlProvider> files;

	private final String page;

	/**
	 * Reads the page that is shown.
	 * @param base the context path
	 * @param files know by which names the page's files are kept
	 */
	ContainerRefusals(String base, ObjectProvider<ResourceUrlProvider> files) {
		this.base = base;
		this.files = files;
		try {
			this.page = new ClassPathResource("templates/web/refused.html").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException("The page of refusals cannot be read", ex);
		}
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable failure) {
		if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()
				|| !canAnswer(response)) {
			return;
		}
		Failure words = Failure.of(status(response, failure));
		response.getCoyoteResponse().setStatus(words.status().value());
		ProtectiveHeaders.write(request, response);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		try {
			boolean script = Objects.toString(request.getCoyoteRequest().requestURI().toString(), "")
				.startsWith(this.base + "/api/");
			write(response, script ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.TEXT_HTML_VALUE,
					script ? problem(words) : page(words));
		}
		catch (IOException ex) {
			// Whoever sent this has left.
			this.container.getLogger().debug("Nobody waits for the refusal", ex);
		}
	}

	/**
	 * What it calls unknown to itself, such as a version of HTTP, is the sender's
	 * mistake.
	 */
	private static HttpStatusCode status(Response response, @Nullable Throwable failure) {
		int status = response.getStatus();
		boolean unknown = failure == null && (status == 501 || status == 505);
		return unknown ? HttpStatus.BAD_REQUEST : HttpStatusCode.valueOf(status);
	}

	private static boolean canAnswer(Response response) {
		AtomicBoolean allowed = new AtomicBoolean();
		response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
		return allowed.get();
	}

	private static void write(Response response, String type, String text) throws IOException {
		response.setContentType(type);
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
		Writer writer = response.getReporter();
		if (writer != null) {
			writer.write(text);
			response.finishResponse();
		}
	}

	private String page(Failure words) {
		return this.page.replace("{icon}", file("/favicon.svg"))
			.replace("{style}", file("/css/app.css"))
			.replace("{base}", HtmlUtils.htmlEscape(this.base))
			.replace("{status}", String.valueOf(words.status().value()))
			.replace("{title}", HtmlUtils.htmlEscape(words.title()))
			.replace("{detail}", HtmlUtils.htmlEscape(words.detail()));
	}

	private String file(String path) {
		ResourceUrlProvider provider = this.files.getIfAvailable();
		return (provider != null) ? Objects.requireNonNullElse(provider.getForLookupPath(path), path) : path;
	}

	/** Our own words hold nothing that would have to be escaped. */
	private static String problem(Failure words) {
		return """
				{"status":%d,"title":"%s","detail":"%s"}""".formatted(words.status().value(), words.title(),
				words.detail());
	}

}
