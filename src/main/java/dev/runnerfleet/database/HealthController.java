package dev.runnerfleet.database;

import java.nio.charset.StandardCharsets;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers those who only ask whether the portal can do its work. */
@RestController
@Hidden
class HealthController {

	private final DatabaseWatch database;

	HealthController(DatabaseWatch database) {
		this.database = database;
	}

	/** Plain text whatever is asked for. */
	@GetMapping("/healthz")
	ResponseEntity<String> health() {
		boolean answers = this.database.answers();
		return ResponseEntity.status(answers ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
			.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
			.body(answers ? "ok" : "the database does not answer");
	}

}
