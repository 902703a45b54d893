package dev.runnerfleet.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.PathPermissions.Rule;
import dev.runnerfleet.web.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Holds every request against what the modules say of their paths. What nobody speaks of
 * takes a viewer to find out that it is not there, and an operator to send anything to.
 */
class PathAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private static final Rule UNDECLARED = new Rule(Role.VIEWER, Role.OPERATOR, List.of("/**"));

	private final List<MatchedRule> rules;

	private final RoleHierarchy hierarchy;

	PathAuthorization(Stream<PathPermissions> permissions, RoleHierarchy hierarchy) {
		this.rules = permissions.flatMap((module) -> module.rules().stream()).map(MatchedRule::of).toList();
		this.hierarchy = hierarchy;
	}

	@Override
	public AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> user,
			RequestAuthorizationContext context) {
		Role role = role(context.getRequest());
		if (role == null) {
			return new AuthorizationDecision(true);
		}
		AuthorityAuthorizationManager<RequestAuthorizationContext> needed = AuthorityAuthorizationManager
			.hasRole(role.name());
		needed.setRoleHierarchy(this.hierarchy);
		return needed.authorize(user, context);
	}

	/** What a request takes, {@code null} where it takes nobody in particular. */
	@Nullable Role role(HttpServletRequest request) {
		Rule rule = declared(request).orElse(UNDECLARED);
		return isReading(request) ? rule.reading() : rule.changing();
	}

	static boolean isReading(HttpServletRequest request) {
		return READING.contains(request.getMethod());
	}

	/** What its module says of a path, empty where none does. */
	Optional<Rule> declared(HttpServletRequest request) {
		return this.rules.stream().filter((each) -> each.paths.matches(request)).findFirst().map(MatchedRule::rule);
	}

	/** Whether it is kept from nobody, signed in or not. */
	boolean isOpen(HttpServletRequest request) {
		return declared(request).filter(Rule::isOpen).isPresent();
	}

	private record MatchedRule(Rule rule, RequestMatcher paths) {

		private static MatchedRule of(Rule rule) {
			PathPatternRequestMatcher.Builder matchers = PathPatternRequestMatcher.withDefaults();
			return new MatchedRule(rule,
					new OrRequestMatcher(rule.paths().stream().<RequestMatcher>map(matchers::matcher).toList()));
		}

	}

}
