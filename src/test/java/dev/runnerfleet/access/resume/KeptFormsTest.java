package dev.runnerfleet.access.resume;

import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.access.Portal;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

@SpringBootTest(classes = Portal.class, properties = { Portal.DATABASE, "portal.admin.password=first start password" })
@AutoConfigureMockMvc
class KeptFormsTest {

	private static final String NOTICE = "You had to sign in again. Nothing was sent: check the form and send it again.";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	KeptForms forms;

	@Autowired
	FormSignatures marks;

	@Autowired
	Users users;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void empty() {
		this.jdbc.sql("delete from kept_form").update();
		this.jdbc.sql("delete from portal_user where name <> 'admin'").update();
	}

	@Test
	void whatWasTypedIsThereAfterTheSignInAndNothingWasSent() {
		MockHttpServletResponse refused = send(form().param("_by", by("admin")));
		assertThat(refused.getRedirectedUrl()).isEqualTo("/login?kept");
		assertThat(this.mvc.get().uri("/login?kept")).bodyText()
			.contains("what you typed is there, except for secrets");
		MockHttpServletResponse signedIn = send(this.mvc.post()
			.uri("/login")
			.with(csrf())
			.param("username", "admin")
			.param("password", "first start password")
			.cookie(refused.getCookies()));
		assertThat(signedIn.getRedirectedUrl()).isEqualTo("/users?kept");
		assertThat(this.mvc.get().uri("/users?kept").cookie(refused.getCookies()).with(user("admin").roles("ADMIN")))
			.hasStatusOk()
			.bodyText()
			.contains(NOTICE, "<h1>Add a user</h1>", "value=\"mara\"",
					"<option value=\"OPERATOR\" selected=\"selected\">")
			.doesNotContain("shibboleth");
		assertThat(this.users.find("mara")).isEmpty();
		assertThat(this.jdbc.sql("select fields from kept_form").query(String.class).single())
			.isEqualTo("name=mara&role=OPERATOR");
	}

	@Test
	void whoeverHasSignedInMeanwhileSeesTheirOwnFormAtOnce() {
		assertThat(send(form().param("_by", by("admin")).with(user("admin").roles("ADMIN"))).getRedirectedUrl())
			.isEqualTo("/users?kept");
	}

	@Test
	void somebodyElseSeesNothingOfIt() {
		Cookie[] cookies = send(form().param("_by", by("admin"))).getCookies();
		assertThat(this.mvc.get().uri("/users?kept").cookie(cookies).with(user("other").roles("ADMIN")))
			.hasRedirectedUrl("/users");
		assertThat(form().param("_by", by("admin")).with(user("other").roles("ADMIN")).accept("text/html"))
			.hasStatus(403)
			.cookies()
			.doesNotContainCookie("KEPT-FORM");
	}

	@Test
	void aLinkFillsInNoForm() {
		assertThat(this.mvc.get().uri("/users?kept&name=evil").with(user("admin").roles("ADMIN")))
			.hasRedirectedUrl("/users");
		Cookie[] cookies = send(form().param("_by", by("admin"))).getCookies();
		assertThat(this.mvc.get().uri("/users?kept&name=evil").cookie(cookies).with(user("admin").roles("ADMIN")))
			.bodyText()
			.contains("value=\"mara\"")
			.doesNotContain("evil");
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site", "Sec-Fetch-Site,none",
			"Origin,https://evil.example", "Origin,null" })
	void anotherSiteFillsInNoForm(String header, String value) {
		assertThat(send(form().param("_by", by("admin")).header(header, value)).getRedirectedUrl())
			.isEqualTo("/login?expired");
		assertThat(rows()).isZero();
	}

	@Test
	void ourOwnPagesDo() {
		assertThat(send(form().param("_by", by("admin")).header("Origin", "http://localhost:8080")).getRedirectedUrl())
			.isEqualTo("/login?kept");
		assertThat(send(form().param("_by", by("admin"))
			.header("Origin", "http://elsewhere")
			.header("Sec-Fetch-Site", "same-origin")).getRedirectedUrl()).isEqualTo("/login?kept");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "admin", "admin/", "admin/00", "mara", "nobody", "Not A Name", "\0" })
	void nobodyHasFormsKeptInTheNameOfOthers(String mark) {
		assertThat(send(form().param("_by", mark)).getRedirectedUrl()).isEqualTo("/login?expired");
		String others = by("mara").replace("mara/", "admin/");
		assertThat(send(form().param("_by", others)).getRedirectedUrl()).isEqualTo("/login?expired");
		assertThat(rows()).isZero();
	}

	@Test
	void aPageWithAnAddressTooLongIsNotKept() {
		assertThat(send(this.mvc.post().uri("/users/" + "x".repeat(1000)).accept("text/html").param("_by", by("admin")))
			.getRedirectedUrl()).isEqualTo("/login?expired");
		assertThat(rows()).isZero();
	}

	@Test
	void nothingLargeIsKept() {
		assertThat(send(form()).getRedirectedUrl()).isEqualTo("/login?expired");
		assertThat(send(form().param("_by", by("admin")).param("more", "x".repeat(33_000))).getRedirectedUrl())
			.isEqualTo("/login?expired");
		assertThat(rows()).isZero();
	}

	@Test
	void whoeverSendsManyKeepsTheLatestAndPushesOutNobodyElses() {
		String hers = keep("mara").orElseThrow();
		for (int form = 0; form < 30; form++) {
			keep("admin");
		}
		String last = keep("admin").orElseThrow();
		assertThat(rows()).isEqualTo(21);
		assertThat(this.forms.find(hers, "mara", "/users")).isPresent();
		assertThat(this.forms.find(last, "admin", "/users")).isPresent();
		this.jdbc.sql("update kept_form set kept_until = timestamp with time zone '2000-01-01 00:00:00Z'").update();
		this.forms.tidy();
		assertThat(rows()).isZero();
	}

	@Test
	void anActionWithoutAPageOfItsOwnLeadsBackToWhereItWas() {
		this.users.add("mara", "correct horse battery", Role.VIEWER);
		MockHttpServletResponse refused = send(this.mvc.post()
			.uri("/users/mara/disable")
			.accept("text/html")
			.header("Referer", "http://localhost/users/mara")
			.param("_by", by("admin")));
		assertThat(refused.getRedirectedUrl()).isEqualTo("/login?kept");
		assertThat(
				this.mvc.get().uri("/users/mara?kept").cookie(refused.getCookies()).with(user("admin").roles("ADMIN")))
			.hasStatusOk()
			.bodyText()
			.contains(NOTICE);
		assertThat(this.users.find("mara")).map(Users.PortalUser::enabled).contains(true);
	}

	@Test
	void everyFormSaysWhosePageItIsOn() {
		assertThat(this.mvc.get().uri("/users/new").with(user("admin").roles("ADMIN"))).bodyText()
			.contains("name=\"_by\" value=\"" + by("admin") + "\"");
		assertThat(this.mvc.get().uri("/login")).bodyText().contains("name=\"_csrf\"").doesNotContain("name=\"_by\"");
	}

	private Optional<String> keep(String who) {
		return this.forms.keep(new KeptForm(who, "/users", Map.of()));
	}

	private String by(String who) {
		return this.marks.of(who);
	}

	private MockMvcRequestBuilder form() {
		return this.mvc.post()
			.uri("/users")
			.accept("text/html")
			.param("name", "mara")
			.param("password", "shibboleth")
			.param("role", "OPERATOR");
	}

	private static MockHttpServletResponse send(MockMvcRequestBuilder request) {
		return request.exchange().getResponse();
	}

	private long rows() {
		return this.jdbc.sql("select count(*) from kept_form").query(Long.class).single();
	}

}
