package dev.runnerfleet.access.resume;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.web.Cookies;
import dev.runnerfleet.web.KeptFormParameter;
import dev.runnerfleet.web.OwnPages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Keeps the form of a request that cannot be taken, and knows the page that shows it
 * again. Only the portal's own pages are listened to: another site must not fill in forms
 * for its visitors.
 */
@Component
public class FormKeeper {

	static final String COOKIE = "KEPT-FORM";

	private final KeptForms forms;

	private final FormSignatures marks;

	private final ObjectProvider<RequestMappingHandlerMapping> mappings;

	FormKeeper(KeptForms forms, FormSignatures marks,
			@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
		this.forms = forms;
		this.marks = marks;
		this.mappings = mappings;
	}

	/**
	 * Keeps what the request brought.
	 * @param by who has signed in meanwhile, if anybody
	 * @return the page to go to, below the context path; empty where nothing was kept
	 */
	public Optional<String> keep(HttpServletRequest request, HttpServletResponse response, @Nullable String by) {
		if (!"POST".equals(request.getMethod()) || !RequestedPage.wantsPage(request) || !isFromHere(request)) {
			return Optional.empty();
		}
		return Optional.ofNullable(request.getParameter(FormOwner.PARAMETER))
			.flatMap(this.marks::read)
			.filter((who) -> by == null || by.equals(who))
			.flatMap((who) -> keepFor(who, request, response));
	}

	private Optional<String> keepFor(String who, HttpServletRequest request, HttpServletResponse response) {
		String path = path(request);
		Optional<String> page = shows(path) ? Optional.of(path) : cameFrom(request);
		return page.flatMap((shown) -> this.forms.keep(KeptForm.of(who, shown, request.getParameterMap())).map((id) -> {
			response.addHeader("Set-Cookie", Cookies.of(COOKIE, id, KeptForms.KEPT, request));
			return shown + "?" + KeptFormParameter.PARAMETER;
		}));
	}

	public static String path(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length());
	}

	/**
	 * What says nothing of where it comes from is no browser that somebody was lured
	 * with.
	 */
	private static boolean isFromHere(HttpServletRequest request) {
		boolean silent = request.getHeader("Sec-Fetch-Site") == null && request.getHeader("Origin") == null;
		return silent || OwnPages.led(request);
	}

	private Optional<String> cameFrom(HttpServletRequest request) {
		String referer = request.getHeader("Referer");
		return Optional.ofNullable(referer)
			.flatMap(FormKeeper::uri)
			.map(URI::getRawPath)
			.filter((path) -> path.startsWith(request.getContextPath() + "/"))
			.map((path) -> path.substring(request.getContextPath().length()))
			.filter(this::shows);
	}

	private boolean shows(String path) {
		PathContainer asked = PathContainer.parsePath(path);
		return this.mappings.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
			.filter(FormKeeper::isPage)
			.map(RequestMappingInfo::getPathPatternsCondition)
			.filter(Objects::nonNull)
			.flatMap((paths) -> paths.getPatterns().stream())
			.anyMatch((pattern) -> pattern.matches(asked));
	}

	private static boolean isPage(RequestMappingInfo info) {
		Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
		return methods.isEmpty() || methods.contains(RequestMethod.GET);
	}

	private static Optional<URI> uri(String text) {
		try {
			return Optional.of(URI.create(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
