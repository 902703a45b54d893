package dev.runnerfleet.web;

import java.io.IOException;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the API's description from a file that a test keeps true, because making it
 * would cost every start more than a second.
 */
@RestController
@Hidden
class ApiDocumentController {

	private final byte[] document;

	private final String tag;

	ApiDocumentController(@Value("classpath:openapi.json") Resource document) throws IOException {
		this.document = document.getContentAsByteArray();
		this.tag = DigestUtils.md5DigestAsHex(this.document);
	}

	@GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<byte[]> document() {
		return ResponseEntity.ok().cacheControl(CacheControl.noCache()).eTag(this.tag).body(this.document);
	}

}
