package dev.runnerfleet.audit;

import java.util.Locale;
import java.util.concurrent.Callable;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who acts, from where and by which way in; captured once where the action outlives its
 * request.
 *
 * @param name the user's name in lower case, blank where nobody is signed in
 * @param address the remote address, blank where there is no request
 * @param via the way in
 */
public record Actor(String name, String address, Via via) {

	/** The ways to act. */
	public enum Via {

		/** A page. */
		PAGE("Page"),
		/** The API. */
		API("API"),
		/** The portal itself, at its start or for somebody who asked earlier. */
		PORTAL("Portal");

		private final String label;

		Via(String label) {
			this.label = label;
		}

		/** The way as people read it. */
		public String label() {
			return this.label;
		}

	}

	static final String PORTAL = "portal";

	private static final ThreadLocal<@Nullable Actor> ACTING = new ThreadLocal<>();

	public Actor {
		name = name.toLowerCase(Locale.ROOT);
	}

	/**
	 * Whoever sent the request that this thread works on, the portal itself where there
	 * is none.
	 */
	public static Actor current() {
		Actor acting = ACTING.get();
		if (acting != null) {
			return acting;
		}
		Authentication user = SecurityContextHolder.getContext().getAuthentication();
		String name = (user != null && !(user instanceof AnonymousAuthenticationToken)) ? user.getName() : null;
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
			HttpServletRequest request = attributes.getRequest();
			boolean api = request.getRequestURI().startsWith(request.getContextPath() + "/api/");
			return new Actor((name != null) ? name : "", request.getRemoteAddr(), api ? Via.API : Via.PAGE);
		}
		return onBehalfOf((name != null) ? name : PORTAL);
	}

	/**
	 * The portal, which goes on with what somebody asked for.
	 * @param name the user who asked
	 */
	public static Actor onBehalfOf(String name) {
		return new Actor(name, "", Via.PORTAL);
	}

	/** The same work, done in this one's name whichever thread does it. */
	public <T> Callable<T> acting(Callable<T> work) {
		return () -> {
			ACTING.set(this);
			try {
				return work.call();
			}
			finally {
				ACTING.remove();
			}
		};
	}

	/**
	 * The same sender under the name that they claim.
	 * @param claimed the name tried at a sign-in
	 */
	public Actor as(String claimed) {
		return new Actor(claimed, this.address, this.via);
	}

}
