package dev.runnerfleet.access;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers those who only ask whether the portal takes requests. */
@RestController
@Hidden
class HealthController {

	@GetMapping(path = "/healthz", produces = "text/plain")
	String healthy() {
		return "ok";
	}

}
