package dev.runnerfleet.fleet.api;

import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
class ApiDocumentTest {

	@Autowired
	MockMvcTester mvc;

	@Test
	void theDescriptionOfTheApiIsThereWithoutSigningIn() {
		assertThat(this.mvc.get().uri("/v3/api-docs")).hasStatusOk()
			.hasContentType(MediaType.APPLICATION_JSON)
			.bodyJson()
			.extractingPath("$.openapi")
			.asString()
			.startsWith("3.");
	}

	@Test
	void whoeverHasItAlreadyIsToldSo() {
		MvcTestResult first = this.mvc.get().uri("/v3/api-docs").exchange();
		String tag = first.getResponse().getHeader(HttpHeaders.ETAG);
		assertThat(this.mvc.get().uri("/v3/api-docs").header(HttpHeaders.IF_NONE_MATCH, tag))
			.hasStatus(HttpStatus.NOT_MODIFIED);
	}

}
