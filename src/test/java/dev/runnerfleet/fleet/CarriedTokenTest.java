package dev.runnerfleet.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:carried;DB_CLOSE_DELAY=-1", "sandbox.speed=1000" })
@ActiveProfiles("sandbox")
@AutoConfigureMockMvc
@WithMockUser(username = "operator", roles = "OPERATOR")
class CarriedTokenTest {

	private static final String TOKEN = "glrt-" + "k".repeat(20);

	private static final String FILLED_IN = "name=\"runnerToken\" value=\"" + TOKEN + "\"";

	@Autowired
	MockMvcTester mvc;

	@Test
	void aNewTokenComesAlongInTheForm() {
		MvcTestResult form = carried();
		assertThat(form).hasStatusOk().hasHeader("Cache-Control", "no-store");
		assertThat(form).bodyText()
			.contains(FILLED_IN, "value=\"https://git.example/root\"", "token is filled in.")
			.doesNotContain("name=\"source.way\"");
	}

	@Test
	void theChoiceOfAVpcKeepsItToo() throws Exception {
		String vpc = find(carried(), "<option value=\"(vpc-[0-9a-f]+)\"");
		assertThat(post("/fleets/new").param("reload", "network")
			.param("carried", "yes")
			.param("runnerToken", TOKEN)
			.param("parameters[VpcId]", vpc)
			.param("name", "with-a-new-runner")).hasStatusOk()
			.bodyText()
			.contains(FILLED_IN, "value=\"with-a-new-runner\"", "subnet-");
	}

	@Test
	void aLaunchThatFailsDoesNotShowItAgain() {
		assertThat(post("/fleets/new").param("carried", "yes").param("runnerToken", TOKEN).param("name", "1"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("type=\"password\"")
			.doesNotContain(TOKEN);
	}

	@Test
	@WithMockUser(roles = "VIEWER")
	void aViewerMayNotBringOne() {
		assertThat(carried()).hasStatus(HttpStatus.FORBIDDEN).bodyText().doesNotContain(TOKEN);
	}

	private MvcTestResult carried() {
		return post("/fleets/new/with-token").param("gitlabUrl", "https://git.example/root")
			.param("runnerToken", TOKEN)
			.exchange();
	}

	private MockMvcRequestBuilder post(String path) {
		return this.mvc.post().uri(path).with(csrf());
	}

	private static String find(MvcTestResult page, String pattern) throws Exception {
		Matcher matcher = Pattern.compile(pattern).matcher(page.getResponse().getContentAsString());
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

}
