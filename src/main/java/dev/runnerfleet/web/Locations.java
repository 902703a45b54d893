package dev.runnerfleet.web;

import java.net.URI;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Says where something new is to be found. A host is named only where the portal's public
 * address is fixed: whatever else a request names may be forged.
 */
public final class Locations {

	/** The attribute of requests whose scheme, host and port are the fixed ones. */
	public static final String FIXED = Locations.class.getName() + ".fixed";

	private Locations() {
	}

	/**
	 * What is found below the address of the current request.
	 * @param path what follows, such as <code>/{id}</code>, or nothing
	 * @param values what stands in braces
	 */
	public static URI here(String path, Object... values) {
		return of(ServletUriComponentsBuilder.fromCurrentRequestUri().path(path), values);
	}

	/**
	 * What is found elsewhere in the portal.
	 * @param path below the context path
	 * @param values what stands in braces
	 */
	public static URI at(String path, Object... values) {
		return of(ServletUriComponentsBuilder.fromCurrentContextPath().path(path), values);
	}

	private static URI of(UriComponentsBuilder address, Object... values) {
		boolean fixed = RequestContextHolder.currentRequestAttributes()
			.getAttribute(FIXED, RequestAttributes.SCOPE_REQUEST) != null;
		return (fixed ? address : address.scheme(null).host(null).port(null)).build(values);
	}

}
