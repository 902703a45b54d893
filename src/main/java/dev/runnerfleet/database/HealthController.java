package dev.runnerfleet.database;

import java.nio.charset.StandardCharsets;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers those who only ask whether the portal can do its work: readiness in a word, for
 * whoever reads no JSON.
 */
@RestController
@Hidden
class HealthController {

	private final DatabaseWatch database;

	private final ApplicationAvailability availability;

	HealthController(DatabaseWatch database, ApplicationAvailability availability) {
		this.database = database;
		this.availability = availability;
	}

	/** Plain text whatever is asked for. */
	@GetMapping("/healthz")
	ResponseEntity<String> health() {
		if (!this.database.answers()) {
			return answer(HttpStatus.SERVICE_UNAVAILABLE, "the database does not answer");
		}
		return (this.availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) ? answer(HttpStatus.OK, "ok")
				: answer(HttpStatus.SERVICE_UNAVAILABLE, "the portal starts or stops");
	}

	private static ResponseEntity<String> answer(HttpStatus status, String word) {
		return ResponseEntity.status(status)
			.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
			.body(word);
	}

}
