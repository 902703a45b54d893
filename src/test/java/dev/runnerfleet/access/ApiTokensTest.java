package dev.runnerfleet.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.MOCK,
		properties = { Portal.DATABASE, "portal.admin.password=first start password" })
@AutoConfigureMockMvc
class ApiTokensTest {

	private static final String PASSWORD = "correct horse battery";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Users users;

	@Autowired
	ApiTokens tokens;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void onlyOmar() {
		this.jdbc.sql("delete from portal_user where name <> 'admin'").update();
		this.users.add("omar", PASSWORD, Role.OPERATOR);
	}

	@Test
	void itIsShownOnceAndOpensTheApiUntilItIsRevoked() {
		String page = content(make("nightly", "OPERATOR", "90"));
		String token = token(page);
		assertThat(content(page("/account/tokens"))).contains("nightly", "Never").doesNotContain(token);
		assertThat(this.jdbc.sql("select hash from api_token").query(String.class).single()).doesNotContain(token)
			.matches("[0-9a-f]{64}");
		assertThat(ask(HttpMethod.GET, token)).hasStatusOk();
		assertThat(ask(HttpMethod.POST, token)).hasStatusOk();
		Matcher revoke = Pattern.compile("action=\"(/account/tokens/[^\"]+/revoke)\"")
			.matcher(content(page("/account/tokens")));
		assertThat(revoke.find()).isTrue();
		assertThat(post(revoke.group(1))).hasRedirectedUrl("/account/tokens");
		assertThat(ask(HttpMethod.GET, token)).hasStatus(401);
		assertThat(this.jdbc.sql("select action from audit_entry where who = 'omar' order by id")
			.query(String.class)
			.list()).contains("API_TOKEN_MADE", "API_TOKEN_REVOKED");
	}

	@ParameterizedTest
	@CsvSource({ "VIEWER, OPERATOR, 403", "OPERATOR, VIEWER, 403", "OPERATOR, OPERATOR, 200", "OPERATOR, ADMIN, 200" })
	void itMayDoNoMoreThanItselfAndItsOwner(String token, Role owner, int status) {
		String text = this.tokens.make("omar", "any", token, Duration.ofDays(1)).reveal();
		this.users.changeRole("omar", owner);
		assertThat(ask(HttpMethod.GET, text)).hasStatusOk();
		assertThat(ask(HttpMethod.POST, text)).hasStatus(status);
		assertThat(this.mvc.get().uri("/api/v1/audit").header("Authorization", "Bearer " + text)).hasStatus(403);
	}

	@Test
	void itEndsWithItsOwnerAndNotWithTheirPassword() {
		String token = this.tokens.make("omar", "any", "VIEWER", Duration.ofDays(1)).reveal();
		this.users.changePassword("omar", PASSWORD + "!");
		assertThat(ask(HttpMethod.GET, token)).hasStatusOk();
		this.users.disable("omar");
		assertThat(ask(HttpMethod.GET, token)).hasStatus(401);
		this.users.enable("omar");
		assertThat(ask(HttpMethod.GET, token)).hasStatusOk();
		this.users.delete("omar");
		this.users.add("omar", PASSWORD, Role.OPERATOR);
		assertThat(ask(HttpMethod.GET, token)).hasStatus(401);
	}

	@Test
	void itExpires() {
		String token = this.tokens.make("omar", "any", "VIEWER", Duration.ofDays(1)).reveal();
		this.jdbc.sql("update api_token set expires_at = ?")
			.param(OffsetDateTime.parse("2026-01-01T00:00:00Z"))
			.update();
		assertThat(ask(HttpMethod.GET, token)).hasStatus(401);
		assertThat(content(page("/account/tokens"))).contains("Expired");
	}

	@Test
	void itsUseIsNotedToTheMinute() {
		String token = this.tokens.make("omar", "any", "VIEWER", Duration.ofDays(1)).reveal();
		ask(HttpMethod.GET, token);
		OffsetDateTime first = lastUsed();
		ask(HttpMethod.GET, token);
		assertThat(lastUsed()).isNotNull().isEqualTo(first);
		this.jdbc.sql("update api_token set last_used_at = ?").param(first.minusMinutes(2)).update();
		ask(HttpMethod.GET, token);
		assertThat(lastUsed()).isAfterOrEqualTo(first);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "rfp_", "rfp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "glpat-something",
			"rfp_' or 1=1 --" })
	void whatIsNoneIsRefused(String token) {
		MvcTestResult answer = ask(HttpMethod.GET, token);
		assertThat(answer).hasStatus(401);
		assertThat(answer.getResponse().getHeader("WWW-Authenticate")).contains("Bearer", "invalid_token");
		assertThat(this.jdbc.sql("select who from audit_entry where action = 'SIGN_IN_REFUSED'")
			.query(String.class)
			.list()).contains("api token");
	}

	@ParameterizedTest
	@CsvSource({ "'', VIEWER, 90, name", "any, ADMIN, 90, role", "any, '', 90, role", "any, VIEWER, 0, days",
			"any, VIEWER, 366, days", "any, VIEWER, soon, days", "<b>, VIEWER, 90, name",
			"glpat-AAAAAAAAAAAAAAAAAAAA, VIEWER, 90, name" })
	void whatCannotBeMadeIsSaidBesideItsField(String name, String role, String days, String field) {
		MvcTestResult answer = make(name, role, days);
		assertThat(answer).hasStatus(422);
		assertThat(content(answer)).contains("id=\"" + field + "-error\"");
		assertThat(this.jdbc.sql("select count(*) from api_token").query(Long.class).single()).isZero();
	}

	@Test
	void aViewerMakesNoOperatorsToken() {
		this.users.changeRole("omar", Role.VIEWER);
		assertThat(make("any", "OPERATOR", "90")).hasStatus(422);
	}

	@Test
	void aNameIsUsedOnceSoThatAReloadMakesNoSecondOne() {
		make("nightly", "VIEWER", "90");
		assertThat(make("nightly", "VIEWER", "90")).hasStatus(422).bodyText().contains("of this name already");
	}

	@Test
	void anAdministratorRevokesThemAll() {
		String token = this.tokens.make("omar", "any", "VIEWER", Duration.ofDays(1)).reveal();
		assertThat(this.mvc.post().uri("/users/omar/tokens/revoke").with(as("admin")).with(csrf()))
			.hasRedirectedUrl("/users");
		assertThat(ask(HttpMethod.GET, token)).hasStatus(401);
	}

	private MvcTestResult make(String name, String role, String days) {
		return this.mvc.post()
			.uri("/account/tokens")
			.accept("text/html")
			.with(as("omar"))
			.with(csrf())
			.param("name", name)
			.param("role", role)
			.param("days", days)
			.exchange();
	}

	private MvcTestResult page(String path) {
		return this.mvc.get().uri(path).accept("text/html").with(as("omar")).exchange();
	}

	private MvcTestResult post(String path) {
		return this.mvc.post().uri(path).accept("text/html").with(as("omar")).with(csrf()).exchange();
	}

	private MvcTestResult ask(HttpMethod method, String token) {
		return this.mvc.method(method).uri("/api/v1/fleets").header("Authorization", "Bearer " + token).exchange();
	}

	private @Nullable OffsetDateTime lastUsed() {
		return this.jdbc.sql("select last_used_at from api_token").query(OffsetDateTime.class).optional().orElse(null);
	}

	private RequestPostProcessor as(String name) {
		Account account = this.users.loadUserByUsername(name).withoutPassword();
		return authentication(
				UsernamePasswordAuthenticationToken.authenticated(account, null, account.getAuthorities()));
	}

	private static String token(String page) {
		Matcher token = Pattern.compile("rfp_[A-Za-z0-9_-]{43}").matcher(page);
		assertThat(token.find()).isTrue();
		return token.group();
	}

	private static String content(MvcTestResult answer) {
		return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

}
