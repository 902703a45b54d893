package dev.runnerfleet.access;

import java.util.Optional;
import java.util.function.Supplier;

import dev.runnerfleet.access.session.OpenSessions;
import dev.runnerfleet.access.session.QuietRequests;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.access.user.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.util.function.SingletonSupplier;

/**
 * Keeps in the session who signed in and nothing of what they may: that is read from the
 * user's row at every request, so that a change of it counts at once on every replica.
 */
public class SignIns implements SecurityContextRepository {

	/** Spring Session puts it into a column of its own, too. */
	private static final String WHO = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

	private static final String ENDED = SignIns.class.getName() + ".ended";

	private final Users users;

	private final OpenSessions sessions;

	SignIns(Users users, OpenSessions sessions) {
		this.users = users;
		this.sessions = sessions;
	}

	static boolean isSignedIn(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return session != null && session.getAttribute(WHO) != null;
	}

	/** Whether a change of the user has ended the sign-in that the request came with. */
	static boolean hasEnded(HttpServletRequest request) {
		return request.getAttribute(ENDED) != null;
	}

	@Override
	public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
		return new Deferred(SingletonSupplier.of(() -> load(request)));
	}

	/** Asked by nobody any more, but still part of the interface. */
	@Override
	public SecurityContext loadContext(HttpRequestResponseHolder holder) {
		return load(holder.getRequest());
	}

	@Override
	public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
		Authentication user = context.getAuthentication();
		if (user != null && user.getPrincipal() instanceof Account account) {
			HttpSession session = request.getSession();
			session.setAttribute(WHO, account.signIn().toString());
			OpenSessions.OpenSession.describe(session, request);
			FormTokens.begin(session);
		}
	}

	/** Lets this one session outlive the change that its owner has just made. */
	public void renew(String name, HttpServletRequest request) {
		request.getSession().setAttribute(WHO, this.users.loadUserByUsername(name).signIn().toString());
	}

	@Override
	public boolean containsContext(HttpServletRequest request) {
		return isSignedIn(request);
	}

	private SecurityContext load(HttpServletRequest request) {
		if (QuietRequests.include(request)) {
			return Optional.ofNullable(request.getRequestedSessionId())
				.flatMap(this.sessions::principal)
				.flatMap(this::holding)
				.orElseGet(SecurityContextImpl::new);
		}
		HttpSession session = request.getSession(false);
		Object who = (session != null) ? session.getAttribute(WHO) : null;
		if (who == null) {
			return new SecurityContextImpl();
		}
		if (this.sessions.isTooOld(session.getCreationTime())) {
			session.invalidate();
			return new SecurityContextImpl();
		}
		Optional<SecurityContext> context = holding(who.toString());
		if (context.isEmpty()) {
			session.invalidate();
			request.setAttribute(ENDED, true);
		}
		return context.orElseGet(SecurityContextImpl::new);
	}

	/** What Spring Security takes for proof that somebody has signed in. */
	static Authentication authentication(Account account) {
		return UsernamePasswordAuthenticationToken.authenticated(account, null, account.getAuthorities());
	}

	private Optional<SecurityContext> holding(String who) {
		return Account.SignIn.parse(who).flatMap(this.users::holding).map(SignIns::of);
	}

	private static SecurityContext of(Account account) {
		return new SecurityContextImpl(authentication(account));
	}

	private record Deferred(Supplier<SecurityContext> context) implements DeferredSecurityContext {

		@Override
		public SecurityContext get() {
			return this.context.get();
		}

		@Override
		public boolean isGenerated() {
			return get().getAuthentication() == null;
		}

	}

}
