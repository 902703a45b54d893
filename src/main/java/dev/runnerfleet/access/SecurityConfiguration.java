package dev.runnerfleet.access;

import java.time.Clock;
import java.util.Objects;

import dev.runnerfleet.access.factor.FactorDemand;
import dev.runnerfleet.access.factor.SecondFactors;
import dev.runnerfleet.access.password.RememberedPasswords;
import dev.runnerfleet.access.resume.FormKeeper;
import dev.runnerfleet.access.resume.KeptSecrets;
import dev.runnerfleet.access.resume.RequestedPage;
import dev.runnerfleet.access.throttle.RefusalTrail;
import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.web.OwnPages;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Two ways in, with the same users and roles: pages by session, the API by token or
 * password.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	@Bean
	RoleHierarchy roleHierarchy() {
		return RoleHierarchyImpl.fromHierarchy(Role.HIERARCHY);
	}

	@Bean
	PathAuthorization pathAuthorization(ObjectProvider<PathPermissions> permissions, RoleHierarchy roles) {
		return new PathAuthorization(permissions.orderedStream(), roles);
	}

	@Bean
	PathPermissions signInPermissions() {
		return PathPermissions.everybody("/login", "/login/code");
	}

	@Bean
	@Order(1)
	SecurityFilterChain api(HttpSecurity http, AuthenticationManager passwords, Users users, ApiTokens tokens,
			PasswordStep step, RefusalTrail trail, Audit audit, Clock clock, PathAuthorization paths) {
		ApiRefusals refusals = new ApiRefusals(audit);
		return http
			.securityMatcher(new OrRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher("/api/**"),
					EndpointRequest.toAnyEndpoint()))
			.authenticationManager(step.ofScripts(remembered(passwords, users, clock)))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			// No cookie signs in here, and other sites cannot use a password that the
			// browser remembers.
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.addFilterBefore(new ApiTokenFilter(tokens, users, trail, refusals), BasicAuthenticationFilter.class)
			.httpBasic((basic) -> basic.authenticationEntryPoint(refusals))
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.authorizeHttpRequests((requests) -> requests.requestMatchers(SecurityConfiguration::isSentByOthers)
				.denyAll()
				.anyRequest()
				.access(paths))
			.addFilterBefore(new OwnPasswordFilter((request) -> false), AuthorizationFilter.class)
			.build();
	}

	@Bean
	@Order(3)
	SecurityFilterChain pages(HttpSecurity http, AuthenticationManager passwords, SignIns signIns, FormKeeper keeper,
			PasswordStep step, SignedIn signedIn, SecondFactors factors, FactorDemand demand, Audit audit,
			PathAuthorization paths) {
		RequestedPage requestedPage = new RequestedPage();
		PageRefusals refusals = new PageRefusals(audit, keeper, requestedPage);
		return http.authenticationManager(step.ofPages(passwords))
			.securityContext((context) -> context.securityContextRepository(signIns))
			.csrf((csrf) -> csrf.csrfTokenRepository(new FormTokens()))
			.requestCache((cache) -> cache.requestCache(requestedPage))
			.formLogin((form) -> form.loginPage("/login")
				.authenticationDetailsSource(SignInDetails::new)
				.failureHandler(step.leadingOn(refusals))
				.successHandler(signedIn))
			.logout((logout) -> logout.addLogoutHandler(signedOut(audit))
				.addLogoutHandler((request, response, user) -> KeptSecrets.forgetKey(request, response))
				.addLogoutHandler(new HeaderWriterLogoutHandler(new ClearSiteDataHeaderWriter(Directive.CACHE)))
				.logoutSuccessUrl("/login?out"))
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.addFilterAfter(new FactorGate(openOr(paths, "/account/**"), factors, demand), AuthorizationFilter.class)
			.authorizeHttpRequests((requests) -> requests.anyRequest().access(paths))
			.addFilterBefore(new OwnPasswordFilter(openOr(paths, "/account")), AuthorizationFilter.class)
			.build();
	}

	private static AuthenticationManager remembered(AuthenticationManager passwords, Users users, Clock clock) {
		return new RememberedPasswords<>(passwords,
				(user) -> ((Account) Objects.requireNonNull(user.getPrincipal())).signIn(),
				(signIn) -> users.holding(signIn).map(SignIns::authentication), clock);
	}

	private static RequestMatcher openOr(PathAuthorization paths, String page) {
		return new OrRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher(page), paths::isOpen);
	}

	/** Another site's page may show what it can read anyway, but send nothing. */
	private static boolean isSentByOthers(HttpServletRequest request) {
		return !PathAuthorization.isReading(request) && OwnPages.others(request);
	}

	private static LogoutHandler signedOut(Audit audit) {
		return (request, response, user) -> {
			if (user != null) {
				audit.record(Action.SIGN_OUT, user.getName(), Outcome.DONE, "");
			}
		};
	}

}
