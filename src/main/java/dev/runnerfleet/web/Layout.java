package dev.runnerfleet.web;

import java.util.Comparator;
import java.util.List;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.access.hierarchicalroles.NullRoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Answers the layout template's questions as the bean {@code layout}, so that no
 * controller has to fill in what every page shows.
 */
class Layout {

	private final List<NavItem> items;

	private final RoleHierarchy roles;

	private final boolean sandbox;

	private final ServletContext servletContext;

	Layout(ObjectProvider<NavItem> items, ObjectProvider<RoleHierarchy> roles, Environment environment,
			ServletContext servletContext) {
		this.items = items.stream().sorted(Comparator.comparingInt(NavItem::order)).toList();
		this.roles = roles.getIfAvailable(NullRoleHierarchy::new);
		this.servletContext = servletContext;
		this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
	}

	public List<NavItem> navigation() {
		return this.items.stream().filter((item) -> allows(item.role())).toList();
	}

	/**
	 * Whether the signed-in person has a role, directly or through a higher one.
	 * @param role a role's name without prefix
	 * @return {@code false} also where nobody is signed in
	 */
	public boolean allows(String role) {
		Authentication user = authentication();
		return user != null && this.roles.getReachableGrantedAuthorities(user.getAuthorities())
			.stream()
			.anyMatch((authority) -> ("ROLE_" + role).equals(authority.getAuthority()));
	}

	public @Nullable String user() {
		Authentication user = authentication();
		return (user != null) ? user.getName() : null;
	}

	/**
	 * The path that every link begins with, which a proxy may have told with the request;
	 * for fragments that are also rendered outside of one.
	 */
	public String getBase() {
		HttpServletRequest request = request();
		return (request != null) ? request.getContextPath() : this.servletContext.getContextPath();
	}

	public boolean isSandbox() {
		return this.sandbox;
	}

	public boolean isCurrent(String path) {
		HttpServletRequest request = request();
		return request != null && request.getRequestURI().equals(request.getContextPath() + path);
	}

	private static @Nullable HttpServletRequest request() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest() : null;
	}

	private static @Nullable Authentication authentication() {
		Authentication user = SecurityContextHolder.getContext().getAuthentication();
		return (user instanceof AnonymousAuthenticationToken) ? null : user;
	}

}
