package dev.runnerfleet.web.proxy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Takes from a request what it tells of its own origin, unless a trusted proxy brings it,
 * and leaves of that what can be read: nothing behind it has to ask whom to believe.
 */
class ForwardedHeaders extends ValveBase {

	static final String PREFIX = "X-Forwarded-Prefix";

	private static final String FOR = "X-Forwarded-For";

	private static final List<String> READ = List.of("x-forwarded-for", "x-forwarded-host", "x-forwarded-port",
			"x-forwarded-proto", "x-forwarded-prefix");

	private static final String PATHS = "(/[A-Za-z0-9._~-]+)+/?(\\s*,\\s*(/[A-Za-z0-9._~-]+)*/?)*";

	private final TrustedProxies proxies;

	ForwardedHeaders(TrustedProxies proxies) {
		super(true);
		this.proxies = proxies;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
		boolean trusted = this.proxies.contain(request.getRemoteAddr());
		for (String name : Collections.list(headers.names())) {
			if (tellsOrigin(name) && !(trusted && READ.contains(name.toLowerCase(Locale.ROOT)))) {
				headers.removeHeader(name);
			}
		}
		if (trusted) {
			replace(headers, FOR, String.join(", ", readable(Collections.list(headers.values(FOR)))));
			String prefix = String.join(",", Collections.list(headers.values(PREFIX)));
			replace(headers, PREFIX, prefix.matches(PATHS) ? prefix : "");
		}
		getNext().invoke(request, response);
	}

	static boolean tellsOrigin(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return lower.startsWith("x-forwarded-") || lower.equals("forwarded");
	}

	/** What stands left of something unreadable was not vouched for by anybody. */
	private static Deque<String> readable(List<String> values) {
		String[] told = String.join(",", values).split(",");
		Deque<String> addresses = new ArrayDeque<>();
		for (int i = told.length - 1; i >= 0; i--) {
			String address = withoutPort(told[i].strip());
			if (!TrustedProxies.isAddress(address)) {
				break;
			}
			addresses.addFirst(address);
		}
		return addresses;
	}

	/** Some balancers add the port that the client connected from. */
	private static String withoutPort(String address) {
		return address.replaceFirst("^\\[([^\\]]*)\\](:\\d+)?$", "$1").replaceFirst("^([\\d.]+):\\d+$", "$1");
	}

	private static void replace(MimeHeaders headers, String name, String value) {
		headers.removeHeader(name);
		if (!value.isEmpty()) {
			headers.addValue(name).setString(value);
		}
	}

}
