package dev.runnerfleet.audit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

@SpringBootTest(classes = Portal.class,
		properties = { "spring.datasource.url=jdbc:h2:mem:audit;DB_CLOSE_DELAY=-1",
				"portal.admin.password=first start password" })
@AutoConfigureMockMvc
@WithMockUser(username = "root", roles = "ADMIN")
class AuditPageTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Audit audit;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void empty() {
		this.jdbc.sql("delete from audit_entry").update();
	}

	@ParameterizedTest
	@CsvSource({ "/audit,OPERATOR,403", "/audit,ADMIN,200", "/audit.csv,OPERATOR,403", "/audit.csv,ADMIN,200",
			"/api/v1/audit,OPERATOR,403", "/api/v1/audit,ADMIN,200" })
	void onlyAdministratorsReadIt(String path, String role, int status) {
		assertThat(this.mvc.get().uri(path).with(user("someone").roles(role))).hasStatus(status);
	}

	@Test
	void thePageTellsInWordsAndShowsWhatOthersWroteAsText() {
		this.audit.record(Actor.onBehalfOf("mara"), Action.LAUNCH, "<b>blue</b>", Outcome.ASKED, "in eu-central-1");
		assertThat(this.mvc.get().uri("/audit")).hasStatusOk()
			.hasViewName("audit/trail")
			.bodyText()
			.contains(">mara<", ">Launch a fleet<", "&lt;b&gt;blue&lt;/b&gt;", ">Asked<", "in eu-central-1", ">Portal<",
					"aria-current=\"page\"")
			.doesNotContain("<b>");
	}

	@Test
	void aFilterIsKeptAndNarrowsPageAndFile() {
		this.audit.record(Actor.onBehalfOf("mara"), Action.LAUNCH, "blue", Outcome.ASKED, "");
		this.audit.record(Actor.onBehalfOf("ada"), Action.REMOVE, "green", Outcome.DONE, "");
		assertThat(this.mvc.get().uri("/audit?user=mara&action=LAUNCH&subject=BL")).hasStatusOk()
			.bodyText()
			.contains(">blue<", "value=\"mara\"", "value=\"LAUNCH\" selected",
					"/audit.csv?user=mara&amp;action=LAUNCH&amp;outcome=&amp;subject=BL")
			.doesNotContain(">green<");
		assertThat(this.mvc.get().uri("/audit.csv?outcome=DONE")).bodyText()
			.contains(",ada,REMOVE,green,DONE,")
			.doesNotContain("blue");
		assertThat(this.mvc.get().uri("/audit?subject=nothing")).bodyText().contains("No entry matches");
	}

	@Test
	void fiftyEntriesMakeAPage() {
		fleets(51);
		long oldest = this.jdbc.sql("select min(id) from audit_entry").query(Long.class).single();
		assertThat(this.mvc.get().uri("/audit?outcome=ASKED")).bodyText()
			.contains(">fleet-50<", ">fleet-1<", "before=" + (oldest + 1))
			.doesNotContain(">fleet-0<", ">Newest<");
		assertThat(this.mvc.get().uri("/audit?outcome=ASKED&before=" + (oldest + 1))).bodyText()
			.contains(">fleet-0<", ">Newest<")
			.doesNotContain(">fleet-1<", ">Older<");
	}

	@Test
	void theFileHoldsEverythingUnderADatedName() {
		fleets(1001);
		assertThat(this.mvc.get().uri("/audit.csv")).hasStatusOk()
			.hasContentType("text/csv;charset=UTF-8")
			.headers()
			.hasHeaderSatisfying("Content-Disposition",
					(values) -> assertThat(values).singleElement()
						.asString()
						.matches("attachment; filename=\"audit-\\d{4}-\\d{2}-\\d{2}\\.csv\""));
		assertThat(this.mvc.get().uri("/audit.csv")).bodyText()
			.contains(",fleet-0,", ",fleet-1000,")
			.satisfies((text) -> assertThat(text.split("\r\n")).hasSize(1002));
	}

	@Test
	void scriptsReadPageByPage() {
		fleets(3);
		long oldest = this.jdbc.sql("select min(id) from audit_entry").query(Long.class).single();
		assertThat(this.mvc.get().uri("/api/v1/audit?size=2&action=launch")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("""
					{"items": [{"user": "mara", "action": "LAUNCH", "subject": "fleet-2", "outcome": "ASKED",
					            "detail": "", "via": "PORTAL", "address": ""}, {"subject": "fleet-1"}], "next": %d}"""
				.formatted(oldest + 1));
		assertThat(this.mvc.get().uri("/api/v1/audit?size=2&before=" + (oldest + 1))).bodyJson()
			.isLenientlyEqualTo("{\"items\": [{\"subject\": \"fleet-0\"}], \"next\": null}");
	}

	@ParameterizedTest
	@CsvSource({ "action=FLY,action", "outcome=maybe,outcome", "from=yesterday,from", "from=2026-02-30,from",
			"to=2026-13-01,to", "from=2026-02-02&to=2026-02-01,to", "before=x,before", "size=0,size", "size=201,size" })
	void aFilterThatThereIsNotIsRefusedByName(String query, String field) {
		assertThat(this.mvc.get().uri("/api/v1/audit?" + query)).hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactly(field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "from=<i>", "action=FLY", "before=x", "from=2026-02-02&to=2026-02-01" })
	void thePageSaysWhatToCorrect(String query) {
		assertThat(this.mvc.get().uri("/audit?" + query)).hasStatus(HttpStatus.BAD_REQUEST)
			.hasViewName("audit/trail")
			.bodyText()
			.contains("Please correct what is marked.")
			.doesNotContain("<i>");
		assertThat(this.mvc.get().uri("/audit.csv?" + query).accept(MediaType.TEXT_HTML))
			.hasStatus(HttpStatus.BAD_REQUEST)
			.hasViewName("web/error");
	}

	private void fleets(int count) {
		for (int number = 0; number < count; number++) {
			this.audit.record(Actor.onBehalfOf("mara"), Action.LAUNCH, "fleet-" + number, Outcome.ASKED, "");
		}
	}

}
