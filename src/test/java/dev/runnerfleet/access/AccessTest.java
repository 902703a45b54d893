package dev.runnerfleet.access;

import java.util.List;
import java.util.stream.Stream;

import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

@SpringBootTest(classes = Portal.class, properties = { Portal.DATABASE, "portal.admin.password=first start password" })
@AutoConfigureMockMvc
class AccessTest {

	private static final String PASSWORD = "correct horse battery";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Users users;

	@BeforeEach
	void onlyTheFirstAdministrator() {
		this.users.all()
			.stream()
			.map(Users.PortalUser::name)
			.filter((name) -> !name.equals("admin"))
			.forEach(this.users::delete);
	}

	@Test
	void theFirstAdministratorHasTheGivenPassword() {
		assertThat(this.mvc.get().uri("/api/v1/fleets").with(httpBasic("admin", "first start password"))).hasStatusOk();
	}

	@ParameterizedTest
	@CsvSource({ "GET,/fleets,VIEWER,200", "POST,/fleets,VIEWER,403", "POST,/fleets,OPERATOR,200",
			"DELETE,/fleets,VIEWER,403", "GET,/fleets/new,VIEWER,403", "GET,/fleets/new,OPERATOR,200",
			"GET,/tokens,VIEWER,403", "GET,/tokens,ADMIN,200", "GET,/users,OPERATOR,403", "GET,/users,ADMIN,200",
			"GET,/users/new,OPERATOR,403", "POST,/users,OPERATOR,403", "GET,/account,VIEWER,200" })
	void eachRoleMayWhatItMay(HttpMethod method, String path, String role, int status) {
		assertThat(this.mvc.method(method).uri(path).with(user("someone").roles(role)).with(csrf())).hasStatus(status);
	}

	@ParameterizedTest
	@CsvSource({ "GET,VIEWER,200", "POST,VIEWER,403", "DELETE,VIEWER,403", "POST,OPERATOR,200", "PUT,ADMIN,200" })
	void theApiHasTheSameRoles(HttpMethod method, Role role, int status) {
		this.users.add("script", PASSWORD, role);
		assertThat(this.mvc.method(method).uri("/api/v1/fleets").with(httpBasic("script", PASSWORD))).hasStatus(status);
	}

	@Test
	void aScriptIsRefusedFromTheNextCallOnOnceItsUserIsDisabled() {
		this.users.add("script", PASSWORD, Role.OPERATOR);
		assertThat(this.mvc.get().uri("/api/v1/fleets").with(httpBasic("script", PASSWORD))).hasStatusOk();
		this.users.changeRole("script", Role.VIEWER);
		assertThat(this.mvc.post().uri("/api/v1/fleets").with(httpBasic("script", PASSWORD))).hasStatus(403);
		this.users.disable("script");
		assertThat(this.mvc.get().uri("/api/v1/fleets").with(httpBasic("script", PASSWORD))).hasStatus(401);
	}

	@Test
	void strangersAreLedToTheSignIn() {
		assertThat(this.mvc.get().uri("/fleets").accept("text/html")).hasRedirectedUrl("/login");
		assertThat(this.mvc.get().uri("/users").accept("text/html")).hasRedirectedUrl("/login");
		assertThat(this.mvc.get().uri("/fleets").header("HX-Request", "true")).hasStatus(401)
			.doesNotContainHeader("HX-Redirect");
		assertThat(this.mvc.get().uri("/fleets").accept("text/event-stream")).hasStatus(401);
	}

	@ParameterizedTest
	@CsvSource({ "/login", "/healthz", "/css/app.css", "/js/app.js", "/webjars/picocss__pico/css/pico.min.css" })
	void strangersSeeTheSignInAndWhatItIsMadeOf(String path) {
		assertThat(this.mvc.get().uri(path)).hasStatusOk();
	}

	@Test
	void aFormWithoutItsTokenIsNotCarriedOut() {
		assertThat(this.mvc.post().uri("/fleets")).hasRedirectedUrl("/login?expired");
		assertThat(this.mvc.post().uri("/fleets").with(user("someone").roles("ADMIN"))).hasStatus(403);
		assertThat(this.mvc.get().uri("/login?expired")).bodyText().contains("Your session has expired");
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site, same-origin, 200", "Sec-Fetch-Site, cross-site, 403",
			"Sec-Fetch-Site, same-site, 403", "Origin, http://localhost, 200", "Origin, http://example.com, 403",
			"Origin, null, 403" })
	void anotherSitesPageChangesNothingWithAPasswordThatTheBrowserRemembers(String header, String value, int status) {
		this.users.add("script", PASSWORD, Role.OPERATOR);
		assertThat(this.mvc.post().uri("/api/v1/fleets").header(header, value).with(httpBasic("script", PASSWORD)))
			.hasStatus(status);
		assertThat(this.mvc.get().uri("/api/v1/fleets").header(header, value).with(httpBasic("script", PASSWORD)))
			.hasStatusOk();
	}

	@Test
	@WithMockUser(roles = "VIEWER")
	void anotherOriginIsAllowedNothing() {
		for (String path : List.of("/fleets", "/api/v1/fleets", "/login")) {
			assertThat(this.mvc.get().uri(path).header("Origin", "https://example.com"))
				.doesNotContainHeader("Access-Control-Allow-Origin");
			assertThat(this.mvc.options()
				.uri(path)
				.header("Origin", "https://example.com")
				.header("Access-Control-Request-Method", "POST")).doesNotContainHeader("Access-Control-Allow-Origin");
		}
	}

	@Test
	@WithMockUser(roles = "VIEWER")
	void signingOutTakesAPost() {
		assertThat(this.mvc.get().uri("/logout").accept("text/html")).hasStatus(404);
	}

	@Test
	void theBrowserForgetsWhatItKeptOfThePagesOnceSomebodySignsOut() {
		assertThat(this.mvc.post().uri("/logout").secure(true).with(csrf())).hasRedirectedUrl("/login?out")
			.hasHeader("Clear-Site-Data", "\"cache\"");
	}

	@Test
	void theWayBackAfterTheSignInStaysHere() {
		assertThat(this.mvc.post()
			.uri("/login?continue=https://example.com&url=//example.com")
			.with(csrf())
			.param("username", "ADMIN")
			.param("password", "first start password")).hasRedirectedUrl("/");
	}

	@Test
	void aDisabledUserLearnsNoMoreThanAnUnknownOne() {
		this.users.add("mara", PASSWORD, Role.VIEWER);
		this.users.disable("mara");
		Stream.of("mara", "nobody")
			.forEach((name) -> assertThat(
					this.mvc.post().uri("/login").with(csrf()).param("username", name).param("password", PASSWORD))
				.hasRedirectedUrl("/login?wrong"));
	}

	@Test
	void guessingIsSlowedDown() {
		for (int guess = 0; guess < 4; guess++) {
			assertThat(signIn("victim", "guess " + guess)).isEqualTo("/login?wrong");
		}
		assertThat(signIn("victim", "guess 5")).startsWith("/login?wait=");
		assertThat(this.mvc.get().uri("/api/v1/fleets").with(httpBasic("victim", PASSWORD))).hasStatus(429)
			.containsHeader("Retry-After");
		assertThat(this.mvc.get().uri("/login?wait=90")).bodyText().contains("Try again in 2 minutes.");
	}

	@Test
	@WithMockUser(roles = "VIEWER")
	void everyPageCarriesItsProtection() {
		assertThat(this.mvc.get().uri("/account").secure(true)).hasHeader("Content-Security-Policy",
				"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
						+ "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'")
			.hasHeader("X-Content-Type-Options", "nosniff")
			.hasHeader("Referrer-Policy", "same-origin")
			.hasHeader("Cross-Origin-Opener-Policy", "same-origin")
			.hasHeader("Cross-Origin-Resource-Policy", "same-origin")
			.containsHeader("Permissions-Policy")
			.hasHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
			.hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
	}

	@Test
	@WithMockUser(roles = "ADMIN")
	void administratorsAddUsers() {
		assertThat(this.mvc.post()
			.uri("/users")
			.with(csrf())
			.param("name", " Mara ")
			.param("password", PASSWORD)
			.param("role", "OPERATOR")).hasRedirectedUrl("/users");
		assertThat(this.users.find("mara")).map(Users.PortalUser::role).contains(Role.OPERATOR);
	}

	@Test
	@WithMockUser(roles = "ADMIN")
	void whatDoesNotDoIsSaidBesideItsField() {
		assertThat(this.mvc.post()
			.uri("/users")
			.with(csrf())
			.param("name", "<b>")
			.param("password", "too short")
			.param("role", "KING")).hasStatus(422)
			.bodyText()
			.contains("id=\"name-error\"", "Use 12 to 128 characters.", "id=\"role-error\"", "&lt;b&gt;")
			.contains("Choose a role.")
			.doesNotContain("too short", "NumberFormat", "IllegalArgument", "Failed to convert");
		assertThat(this.mvc.post()
			.uri("/users")
			.with(csrf())
			.param("name", "admin")
			.param("password", PASSWORD)
			.param("role", "VIEWER")).hasStatus(422).bodyText().contains("There is a user of this name already.");
	}

	@Test
	@WithMockUser(roles = "ADMIN")
	void theLastAdministratorStays() {
		assertThat(this.mvc.post().uri("/users/admin/disable").with(csrf()).accept("text/html")).hasStatus(409)
			.bodyText()
			.contains("This is the last administrator");
		assertThat(this.mvc.post().uri("/users/admin/role").param("role", "KING").with(csrf())).hasStatus(400);
		assertThat(this.mvc.post().uri("/users/nobody/delete").with(csrf())).hasStatus(404);
	}

	@Test
	@WithMockUser(username = "mara", roles = "VIEWER")
	void onesOwnPasswordIsChangedWithTheCurrentOne() {
		this.users.add("mara", PASSWORD, Role.VIEWER);
		assertThat(changeMine("not mine at all", "a whole new password", "a whole new password")).hasStatus(422)
			.bodyText()
			.contains("This is not your current password.");
		assertThat(changeMine(PASSWORD, "a whole new password", "a slip")).hasStatus(422)
			.bodyText()
			.contains("This differs from the password above.");
		assertThat(changeMine(PASSWORD, "a whole new password", "a whole new password")).hasRedirectedUrl("/account");
		assertThat(signIn("mara", "a whole new password")).isEqualTo("/");
	}

	private MockMvcTester.MockMvcRequestBuilder changeMine(String current, String password, String again) {
		return this.mvc.post()
			.uri("/account")
			.with(csrf())
			.param("current", current)
			.param("password", password)
			.param("again", again);
	}

	private String signIn(String name, String password) {
		return String.valueOf(this.mvc.post()
			.uri("/login")
			.with(csrf())
			.param("username", name)
			.param("password", password)
			.exchange()
			.getResponse()
			.getRedirectedUrl());
	}

}
