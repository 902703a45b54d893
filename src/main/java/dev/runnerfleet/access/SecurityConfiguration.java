package dev.runnerfleet.access;

import java.time.Clock;
import java.util.Objects;
import java.util.stream.Stream;

import dev.runnerfleet.access.factor.FactorDemand;
import dev.runnerfleet.access.factor.SecondFactors;
import dev.runnerfleet.access.password.RememberedPasswords;
import dev.runnerfleet.access.resume.FormKeeper;
import dev.runnerfleet.access.resume.WayBack;
import dev.runnerfleet.access.throttle.RefusalTrail;
import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.web.OwnPages;
import dev.runnerfleet.web.Role;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
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

	/** What the sign-in needs and what says nothing of fleets. */
	private static final String[] OPEN = { "/login", "/login/code", "/healthz", "/error", "/css/**", "/js/**",
			"/webjars/**", "/favicon.*", "/favicon-*", "/v3/api-docs/**" };

	@Bean
	RoleHierarchy roleHierarchy() {
		return RoleHierarchyImpl.fromHierarchy(Role.HIERARCHY);
	}

	@Bean
	@Order(1)
	SecurityFilterChain api(HttpSecurity http, AuthenticationManager passwords, Users users, ApiTokens tokens,
			PasswordStep step, RefusalTrail trail, Audit audit, Clock clock) {
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
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/v1/audit/**")
				.hasRole("ADMIN")
				.requestMatchers(HttpMethod.GET, "/**")
				.hasRole("VIEWER")
				.requestMatchers(HttpMethod.HEAD, "/**")
				.hasRole("VIEWER")
				.requestMatchers(OwnPages::others)
				.denyAll()
				.anyRequest()
				.hasRole("OPERATOR"))
			.addFilterBefore(new OwnPasswordFilter((request) -> false), AuthorizationFilter.class)
			.build();
	}

	@Bean
	@Order(3)
	SecurityFilterChain pages(HttpSecurity http, AuthenticationManager passwords, SignIns signIns, FormKeeper keeper,
			PasswordStep step, SignedIn signedIn, SecondFactors factors, FactorDemand demand, Audit audit) {
		WayBack wayBack = new WayBack();
		PageRefusals refusals = new PageRefusals(audit, keeper, wayBack);
		return http.authenticationManager(step.ofPages(passwords))
			.securityContext((context) -> context.securityContextRepository(signIns))
			.csrf((csrf) -> csrf.csrfTokenRepository(new FormTokens()))
			.requestCache((cache) -> cache.requestCache(wayBack))
			.formLogin((form) -> form.loginPage("/login")
				.authenticationDetailsSource(SignInDetails::new)
				.failureHandler(step.leadingOn(refusals))
				.successHandler(signedIn))
			.logout((logout) -> logout.addLogoutHandler(signedOut(audit))
				.addLogoutHandler(new HeaderWriterLogoutHandler(new ClearSiteDataHeaderWriter(Directive.CACHE)))
				.logoutSuccessUrl("/login?out"))
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.addFilterAfter(new FactorGate(openOr("/account/**"), factors, demand), AuthorizationFilter.class)
			.authorizeHttpRequests((requests) -> requests.requestMatchers(OPEN)
				.permitAll()
				.requestMatchers("/users/**", "/audit/**", "/audit.csv")
				.hasRole("ADMIN")
				.requestMatchers("/account/**")
				.hasRole("VIEWER")
				.requestMatchers(HttpMethod.GET, "/fleets/*/live")
				.hasRole("VIEWER")
				// Every page below a fleet leads to a change of it.
				.requestMatchers("/fleets/new/**", "/fleets/adopt/**", "/fleets/*/*/**", "/tokens/**")
				.hasRole("OPERATOR")
				.requestMatchers(HttpMethod.GET, "/**")
				.hasRole("VIEWER")
				.requestMatchers(HttpMethod.HEAD, "/**")
				.hasRole("VIEWER")
				.anyRequest()
				.hasRole("OPERATOR"))
			.addFilterBefore(new OwnPasswordFilter(openOr("/account")), AuthorizationFilter.class)
			.build();
	}

	private static AuthenticationManager remembered(AuthenticationManager passwords, Users users, Clock clock) {
		return new RememberedPasswords<>(passwords,
				(user) -> ((Account) Objects.requireNonNull(user.getPrincipal())).signIn(),
				(signIn) -> users.holding(signIn).map(SignIns::authentication), clock);
	}

	private static RequestMatcher openOr(String page) {
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
		return new OrRequestMatcher(
				Stream.concat(Stream.of(page), Stream.of(OPEN)).<RequestMatcher>map(paths::matcher).toList());
	}

	private static LogoutHandler signedOut(Audit audit) {
		return (request, response, user) -> {
			if (user != null) {
				audit.record(Action.SIGN_OUT, user.getName(), Outcome.DONE, "");
			}
		};
	}

}
