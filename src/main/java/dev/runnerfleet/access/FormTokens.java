package dev.runnerfleet.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.web.Cookies;
import dev.runnerfleet.access.session.Unguessable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Keeps the token against forged forms in the session of those who have signed in. A
 * stranger's is in a cookie, so that their visits leave nothing in the database.
 */
class FormTokens implements CsrfTokenRepository {

	private static final String ATTRIBUTE = "formToken";

	/** By the cookie's name, which is another one over https. */
	private final Map<String, CookieCsrfTokenRepository> strangers = new ConcurrentHashMap<>();

	/** Makes the token as the session begins, as two first pages would make two. */
	static void begin(HttpSession session) {
		if (session.getAttribute(ATTRIBUTE) == null) {
			session.setAttribute(ATTRIBUTE, Unguessable.text());
		}
	}

	@Override
	public CsrfToken generateToken(HttpServletRequest request) {
		CsrfToken names = strangers(request).generateToken(request);
		return new DefaultCsrfToken(names.getHeaderName(), names.getParameterName(), Unguessable.text());
	}

	@Override
	public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
		if (!SignIns.isSignedIn(request)) {
			strangers(request).saveToken(token, request, response);
		}
		else if (token != null) {
			request.getSession().setAttribute(ATTRIBUTE, token.getToken());
		}
		else {
			request.getSession().removeAttribute(ATTRIBUTE);
		}
	}

	@Override
	public @Nullable CsrfToken loadToken(HttpServletRequest request) {
		if (!SignIns.isSignedIn(request)) {
			return strangers(request).loadToken(request);
		}
		CsrfToken names = generateToken(request);
		return (request.getSession().getAttribute(ATTRIBUTE) instanceof String token)
				? new DefaultCsrfToken(names.getHeaderName(), names.getParameterName(), token) : null;
	}

	private CookieCsrfTokenRepository strangers(HttpServletRequest request) {
		return this.strangers.computeIfAbsent(Cookies.name("FORM-TOKEN", request), (name) -> {
			CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
			tokens.setCookieName(name);
			tokens.setCookieCustomizer((cookie) -> cookie.sameSite("Lax"));
			return tokens;
		});
	}

}
