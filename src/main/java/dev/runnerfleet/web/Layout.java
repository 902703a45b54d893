package dev.runnerfleet.web;

import java.util.Comparator;
import java.util.List;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
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

	private final List<PageExtra> extras;

	private final ServletContext servletContext;

	Layout(ObjectProvider<NavItem> items, ObjectProvider<PageExtra> extras, ObjectProvider<RoleHierarchy> roles,
			ServletContext servletContext) {
		this.items = items.stream().sorted(Comparator.comparingInt(NavItem::order)).toList();
		this.roles = roles.getIfAvailable(NullRoleHierarchy::new);
		this.servletContext = servletContext;
		this.extras = extras.orderedStream().toList();
	}

	public List<NavItem> navigation() {
		return this.items.stream().filter((item) -> allows(item.role())).toList();
	}

	/** Whether the signed-in person may change fleets. */
	public boolean isOperator() {
		return allows(Role.OPERATOR);
	}

	/** Whether the signed-in person may change the portal. */
	public boolean isAdministrator() {
		return allows(Role.ADMIN);
	}

	/** Whether the signed-in person has a role, directly or through a higher one. */
	private boolean allows(Role role) {
		Authentication user = authentication();
		return user != null && this.roles.getReachableGrantedAuthorities(user.getAuthorities())
			.stream()
			.anyMatch((authority) -> role.authority().equals(authority.getAuthority()));
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

	/** Light or dark, {@code null} as the reader's system has it. */
	public @Nullable String getTheme() {
		HttpServletRequest request = request();
		return (request != null) ? ThemeController.chosen(request) : null;
	}

	/**
	 * The templates of those who show something in a place, as a fragment of its name.
	 */
	public List<String> extras(String place) {
		return this.extras.stream().filter((extra) -> extra.places().contains(place)).map(PageExtra::template).toList();
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
