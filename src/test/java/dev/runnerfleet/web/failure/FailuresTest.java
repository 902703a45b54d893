package dev.runnerfleet.web.failure;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(controllers = FailuresTest.Faulty.class, properties = "portal.web.max-body=1KB")
@AutoConfigureMockMvc(addFilters = false)
@Import(FailuresTest.Faulty.class)
class FailuresTest {

	@Autowired
	MockMvcTester mvc;

	@Test
	void aPersonReadsWhatHappenedInTheLayout() {
		assertThat(this.mvc.get().uri("/taken").accept(MediaType.TEXT_HTML)).hasStatus(HttpStatus.CONFLICT)
			.hasContentTypeCompatibleWith(MediaType.TEXT_HTML)
			.bodyText()
			.contains("Runner fleets", "<h1>The name is taken</h1>", "Choose another one.");
	}

	@Test
	void aScriptReadsTheSameInProblemDetails() {
		assertThat(this.mvc.get().uri("/api/v1/taken").accept(MediaType.ALL)).hasStatus(HttpStatus.CONFLICT)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.isLenientlyEqualTo("""
					{"status": 409, "title": "The name is taken", "detail": "Choose another one.",
					 "instance": "/api/v1/taken"}""");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void anUnexpectedExceptionIsLoggedWithItsCause(CapturedOutput log) {
		this.mvc.get().uri("/broken").accept(MediaType.TEXT_HTML).exchange();
		assertThat(log).containsOnlyOnce("GET /broken failed").contains("IllegalStateException: ");
	}

	@Test
	void anUnexpectedExceptionTellsNothingOfItself() {
		assertThat(this.mvc.get().uri("/broken").accept(MediaType.TEXT_HTML)).hasStatus(500)
			.bodyText()
			.contains("Something went wrong in the portal")
			.doesNotContain("IllegalState", "inner workings", "at dev.runnerfleet");
		assertThat(this.mvc.get().uri("/api/v1/broken")).hasStatus(500)
			.bodyText()
			.contains("Something went wrong in the portal")
			.doesNotContain("IllegalState", "inner workings");
	}

	@Test
	void brokenPercentEncodingIsTheSendersMistakeAndIsNotLogged() {
		Failure failure = Failure.of(new InvalidParameterException("Parameter [runnerToken] with value [secret]"));
		assertThat(failure.status()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(failure.toString()).doesNotContain("secret");
	}

	@Test
	void brokenJsonIsTheSendersMistake() {
		assertThat(this.mvc.post().uri("/api/v1/echo").contentType(MediaType.APPLICATION_JSON).content("{"))
			.hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void anotherFormatIsRefusedInJson() {
		assertThat(this.mvc.post().uri("/api/v1/echo").contentType(MediaType.TEXT_XML).content("<a/>"))
			.hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(this.mvc.post()
			.uri("/api/v1/echo")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{}")
			.accept(MediaType.IMAGE_PNG)).hasStatus(HttpStatus.NOT_ACCEPTABLE)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void aForeignMethodIsToldWhichOnesThereAre() {
		assertThat(this.mvc.delete().uri("/api/v1/echo")).hasStatus(HttpStatus.METHOD_NOT_ALLOWED)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.containsHeader("Allow");
		assertThat(this.mvc.delete().uri("/taken").accept(MediaType.TEXT_HTML)).hasStatus(HttpStatus.METHOD_NOT_ALLOWED)
			.containsHeader("Allow");
	}

	@Test
	void anUnknownAddressIsNotFoundInBothWorlds() {
		assertThat(this.mvc.get().uri("/nowhere").accept(MediaType.TEXT_HTML)).hasStatus(HttpStatus.NOT_FOUND)
			.bodyText()
			.contains("There is nothing here");
		assertThat(this.mvc.get().uri("/api/v1/nowhere")).hasStatus(HttpStatus.NOT_FOUND)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void aValueOfAnotherTypeIsNotRepeated() {
		assertThat(this.mvc.get().uri("/api/v1/page?number=<b>")).hasStatus(HttpStatus.BAD_REQUEST)
			.bodyText()
			.contains("\"field\":\"number\"")
			.doesNotContain("<b>");
		assertThat(this.mvc.get().uri("/api/v1/page")).hasStatus(HttpStatus.BAD_REQUEST).bodyText().contains("number");
	}

	@Controller
	static class Faulty {

		@GetMapping({ "/taken", "/api/v1/taken" })
		String taken() {
			ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "Choose another one.");
			problem.setTitle("The name is taken");
			throw new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
		}

		@GetMapping({ "/broken", "/api/v1/broken" })
		String broken() {
			throw new IllegalStateException("inner workings");
		}

		@PostMapping(path = "/api/v1/echo", consumes = "application/json", produces = "application/json")
		@ResponseBody
		Object echo(@RequestBody Object body) {
			return body;
		}

		@GetMapping("/api/v1/page")
		@ResponseBody
		String page(@RequestParam int number) {
			return String.valueOf(number);
		}

	}

}
