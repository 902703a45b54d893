package dev.runnerfleet.database;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.http.HttpStatus;
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

	@GetMapping(path = "/healthz", produces = "text/plain")
	ResponseEntity<String> health() {
		return this.database.answers() ? ResponseEntity.ok("ok")
				: ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("the database does not answer");
	}

}
